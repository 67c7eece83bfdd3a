import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { startTown, type Town } from "../town.ts";

let town: Town;
before(async () => {
  town = await startTown();
});
after(() => town?.close());

const path = "/applications/sessions";

test("A person sees where they are signed in, and signs out there", async () => {
  const here = town.guest();
  here.userAgent = "Mozilla/5.0 (Windows NT 10.0; rv:140.0) Gecko/20100101 Firefox/140.0";
  await here.signIn("mukamana-vestine");
  const library = await town.as("mukamana-vestine");
  const phone = await town.as("mukamana-vestine");
  const other = await town.as("habimana-eric");
  await here.get(`${path}?lang=en`);
  const { body } = await here.get(path);
  assert.equal(body.match(/name="session" value="[0-9a-f]{64}"/g)?.length, 2, "two others");
  assert.match(body, /This one/);
  assert.match(body, /Firefox, Windows/, "what they recognise it by");
  assert.match(body, /Unknown device/, "not what a browser calls itself");
  const [, handle] = /name="session" value="([0-9a-f]{64})"/.exec(body) ?? [];
  assert.match((await here.post(path, { session: handle })).body, /signed out there/);
  const open = async () => {
    const pages = await Promise.all([library, phone].map((each) => each.get("/applications")));
    return pages.filter(({ path: at }) => at === "/applications").length;
  };
  assert.equal(await open(), 1);
  await here.get(path);
  await here.post(path, { session: "others" });
  assert.equal(await open(), 0);
  assert.equal((await here.get("/applications")).path, "/applications", "not here");
  assert.equal((await other.get("/applications")).path, "/applications", "nobody else");
});

test("Nobody ends another person's session", async () => {
  const victim = await town.as("mukamana-vestine");
  const thief = await town.as("habimana-eric");
  const [row] = await town.app.sql<{ handle: string }[]>`
    select encode(id_hash, 'hex') as handle from auth.session s join auth.person p
      on p.id = s.person
    where p.sub = 'mukamana-vestine' order by started_at desc limit 1`;
  await thief.get(path);
  await thief.post(path, { session: row?.handle ?? "" });
  assert.equal((await victim.get("/applications")).path, "/applications");
});

test("An officer sees where they are signed in, and signs out there", async () => {
  const [desk, hall] = [await town.as("officer-nkurunziza"), await town.as("officer-nkurunziza")];
  const operator = await town.as("uwase-claudine");
  const at = "/office/sessions";
  assert.match((await desk.get("/office?lang=en")).body, new RegExp(`href="${at}"`));
  const { body } = await desk.get(at);
  const [, handle] = /name="session" value="([0-9a-f]{64})"/.exec(body) ?? [];
  assert.ok(handle);
  // Another officer cannot, even with the handle.
  assert.equal((await operator.get(at)).path, at, "whatever their work");
  await operator.post(at, { session: handle });
  assert.equal((await hall.get("/office")).path, "/office");
  await desk.get(at);
  assert.match((await desk.post(at, { session: handle })).body, /signed out there/);
  assert.match((await hall.get("/office")).path, /choose/);
  assert.equal((await desk.get("/office")).path, "/office");
});

test("What a page asks for by itself does not make a session longer", async () => {
  const secondsLeft = async (address: string) => {
    const { body } = await person.get(address);
    return Number(/data-session="(\d+)"/.exec(body)?.[1]);
  };
  const person = await town.as("habimana-eric");
  assert.equal(await secondsLeft("/applications"), 20 * 60);
  const start = town.now().getTime();
  town.setClock(new Date(start + 5 * 60_000).toISOString());
  assert.equal(await secondsLeft("/applications?again=1"), 15 * 60);
  assert.equal(await secondsLeft("/applications"), 20 * 60);
});
