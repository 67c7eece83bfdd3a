import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { startTown, type Town } from "../town.ts";

let town: Town;
before(async () => {
  town = await startTown();
});
after(() => town?.close());

/** Signs in as from the front page, without having been anywhere. */
async function landed(id: string) {
  const client = town.guest();
  await client.get("/?lang=en");
  const choice = await client.get("/sign-in");
  const page = await client.post(choice.path, { who: id });
  return { client, page };
}

const desksIn = (body: string): string[] => {
  const [, list = ""] = /aria-label="Your desks">([\s\S]*?)<\/nav>/.exec(body) ?? [];
  return [...list.matchAll(/href="([^"]+)"/g)].map(([, href]) => href ?? "");
};

test("Whoever signs in lands at the desk of their role, or at their day", async () => {
  const places = {
    "officer-mutesi": "/staff",
    "officer-murekatete": "/staff",
    "uwase-claudine": "/counter",
    "ingabire-solange": "/hall/kigali",
    "nshimiyimana-olivier": "/office/security",
    "mugisha-beatha": "/admin",
    "umurerwa-sandrine": "/counter/calls",
    "nyirabagenzi-diane": "/office/privacy",
    "officer-nkusi": "/staff",
    "mukamana-vestine": "/me",
  };
  for (const [id, path] of Object.entries(places)) {
    const { page } = await landed(id);
    assert.equal(page.status, 200, `${id}: ${page.path}`);
    assert.equal(page.path.split("?")[0], path, id);
  }
});

test("Every desk of somebody's roles is one press away from each of their pages", async () => {
  const { client, page } = await landed("mugisha-beatha");
  assert.deepEqual(desksIn(page.body), ["/staff", "/admin"]);
  const { client: security } = await landed("nshimiyimana-olivier");
  assert.deepEqual(desksIn((await security.get("/staff")).body), ["/staff", "/office/security"]);
  for (const href of desksIn(page.body)) assert.equal((await client.get(href)).status, 200, href);
});

test("My day says what is late, what is in hand and what nobody has taken", async () => {
  const { client, page } = await landed("officer-mutesi");
  for (const words of [
    "Past the promised day",
    "Overdue at this step",
    "In your hand",
    "Taken by nobody",
    "Nothing waits for you",
  ])
    assert.ok(page.body.includes(words), words);
  const { body } = await client.get("/office");
  assert.match(body, /href="\/staff"/);
  const { client: supervisor, page: day } = await landed("officer-nkusi");
  assert.match(day.body, /People in the halls/);
  assert.match(day.body, /href="\/hall"/);
  const figures = await supervisor.get("/hall");
  assert.equal(figures.path, "/hall/kigali/days", "what was done there, and nothing to press");
  assert.match(figures.body, /href="\/hall\/musanze\/days"/);
  assert.doesNotMatch(figures.body, /href="\/hall\/kigali"/, "no way to a page that is refused");
  assert.equal((await supervisor.get("/hall/kigali/days.csv")).status, 200);
  assert.equal((await supervisor.get("/hall/kigali")).status, 403);
  const { client: operator } = await landed("uwase-claudine");
  assert.match((await operator.get("/staff")).body, /People in the halls at 10:00/);
  assert.equal((await town.guest().get("/staff")).path.includes("choose"), true);
  const person = await town.as("mukamana-vestine");
  assert.equal((await person.get("/staff")).status, 403);
});
