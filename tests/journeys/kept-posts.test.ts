import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import type { Answer, Client } from "../client.ts";
import { startTown, type Town } from "../town.ts";
import { inEnglish, pdf, says } from "./apply-given.ts";
import { draftOf, formOfAct, opened, page, sent } from "./office-given.ts";

const licence = "mineral-exploration-licence";
let town: Town;
before(async () => {
  town = await startTown();
});
after(() => town?.close());

const minutesPass = (minutes: number) =>
  town.setClock(new Date(town.now().getTime() + minutes * 60_000).toISOString());

/** Chooses this account at the issuer, to which a post has led. */
const choose = (client: Client, choice: Answer, who: string) => {
  assert.match(choice.path, /^\/demo-issuer\/choose\//, choice.path);
  return client.post(choice.path, { who });
};

const formsOn = ({ body }: Answer) => body.match(/name="post" value="[0-9a-f-]{36}"/g) ?? [];

const keptRows = () => town.app.sql<{ sealed: Uint8Array; account: string }[]>`
  select sealed, account from auth.kept_post order by kept_at`;

/** A person at the page of their licence that asks for the company. */
async function atCompany(client: Client): Promise<string> {
  const draft = await draftOf(town, licence, "habimana-eric");
  const [first] = town.app.catalogue.current(licence)?.form ?? [];
  const at = `/drafts/${draft}/page/${first?.id}`;
  const shown = await client.get(at);
  assert.equal(shown.status, 200, shown.path);
  return at;
}

const answersOf = async (at: string) => {
  const [row] = await town.app.sql<{ answers: unknown }[]>`
    select answers from cases.draft where id = ${at.split("/")[2] ?? ""}`;
  return JSON.stringify(row?.answers);
};

test("What a person sends after the end goes on once they have signed in", async () => {
  const person = await inEnglish(town, "habimana-eric");
  const at = await atCompany(person);
  minutesPass(21);
  // Another page in the meantime, in which they are nobody, takes nothing away.
  const open = person.last;
  assert.doesNotMatch((await person.get("/services")).body, /Sign out/);
  person.last = open;
  const choice = await person.post(at, { company_name: "Typed For An Hour Ltd" });
  const asked = await choose(person, choice, "habimana-eric");
  assert.equal(asked.path, "/sign-in/kept");
  says(asked, "You were signed out before this arrived", "Nothing that you typed is lost");
  assert.doesNotMatch(asked.body, /Typed For An Hour/, "not shown, only kept");
  const [row] = await keptRows();
  assert.ok(!Buffer.from(row?.sealed ?? []).includes("Typed For An Hour"), "sealed");
  const gone = await person.post("/sign-in/kept", { act: "send" });
  assert.ok(gone.status === 200 || gone.status === 422, String(gone.status));
  assert.match(`${gone.body}${await answersOf(at)}`, /Typed For An Hour Ltd/);
  assert.equal((await keptRows()).length, 0);
  const again = await person.get("/sign-in/kept");
  says(again, "Nothing is waiting to be sent");
});

test("A form that was open while its person signed in again is simply good", async () => {
  const person = await inEnglish(town, "habimana-eric");
  const at = await atCompany(person);
  const open = person.last;
  minutesPass(21);
  await person.signIn("habimana-eric");
  person.last = open;
  const saved = await person.post(at, { company_name: "The Other Window Ltd" });
  assert.notEqual(saved.status, 403, saved.body.slice(0, 300));
  assert.match(`${saved.body}${await answersOf(at)}`, /The Other Window Ltd/);
});

test("A form that was open is worthless for whoever signs in next", async () => {
  const person = await inEnglish(town, "habimana-eric");
  const at = await atCompany(person);
  const open = person.last;
  minutesPass(21);
  // The demonstration's issuer has its own session, which ended as well.
  for (const name of ["_session", "_session.sig"]) person.cookies.delete(name);
  await person.signIn("mukamana-vestine");
  person.last = open;
  const refused = await person.post(at, { company_name: "Somebody Else" });
  assert.equal(refused.status, 403, refused.path + refused.body);
});

test("Nobody else gets what was kept, in this browser or with its cookie", async () => {
  const person = await inEnglish(town, "habimana-eric");
  const at = await atCompany(person);
  minutesPass(21);
  const choice = await person.post(at, { company_name: "Mine Alone Ltd" });
  const cookie = person.cookies.get("kept") ?? "";
  const other = await choose(person, choice, "mukamana-vestine");
  assert.notEqual(other.path, "/sign-in/kept");
  says(await person.get("/sign-in/kept?lang=en"), "Nothing is waiting to be sent");
  const thief = await inEnglish(town, "uwimana-sandrine");
  thief.cookies.set("kept", cookie);
  says(await thief.get("/sign-in/kept"), "Nothing is waiting to be sent");
  // The same person elsewhere has no key.
  const elsewhere = await inEnglish(town, "habimana-eric");
  says(await elsewhere.get("/sign-in/kept"), "Nothing is waiting to be sent");
});

test("It is kept an hour, five at most, and sign-out forgets it", async () => {
  await town.app.sql`delete from auth.kept_post`;
  const person = await inEnglish(town, "habimana-eric");
  const at = await atCompany(person);
  const open = person.last;
  minutesPass(21);
  for (let times = 0; times < 7; times++) {
    person.last = open;
    await person.post(at, { company_name: `Company ${times}` });
  }
  assert.equal((await keptRows()).length, 5);
  await person.signIn("habimana-eric");
  assert.equal(formsOn(await person.get("/sign-in/kept")).length, 5);
  const [, first] = /name="post" value="([^"]+)"/.exec(person.last?.body ?? "") ?? [];
  const dropped = await person.post("/sign-in/kept", { act: "drop", post: first });
  says(dropped, "It was not sent");
  assert.equal((await keptRows()).length, 4);
  minutesPass(15);
  await person.get("/applications");
  minutesPass(15);
  await person.get("/applications");
  minutesPass(15);
  await person.get("/applications");
  minutesPass(16);
  says(await person.get("/sign-in/kept"), "Nothing is waiting to be sent");
  await person.get("/applications");
  await person.post("/sign-out");
  assert.equal((await keptRows()).length, 0);
});

test("A press after its post is gone sends nothing twice", async () => {
  const officer = await town.as("officer-nkurunziza");
  await officer.get("/office?lang=en");
  const { caseId } = await sent(town, licence);
  await officer.get(page(caseId));
  await officer.post(`${page(caseId)}/act`, formOfAct(officer, "claim"));
  await officer.get(page(caseId));
  const decision = { ...formOfAct(officer, "complete"), outcome: "complete" };
  minutesPass(16);
  const choice = await officer.post(`${page(caseId)}/act`, decision);
  const asked = await choose(officer, choice, "officer-nkurunziza");
  assert.equal(asked.path, "/sign-in/kept", "an officer's work is kept as well");
  const before = (await opened(town, caseId)).state.stage;
  const [, post = ""] = /name="post" value="([^"]+)"/.exec(asked.body) ?? [];
  const page1 = officer.last;
  await officer.post("/sign-in/kept", { act: "send", post });
  const { stage } = (await opened(town, caseId)).state;
  assert.notEqual(stage, before);
  officer.last = page1;
  await officer.post("/sign-in/kept", { act: "send", post });
  assert.equal((await opened(town, caseId)).state.stage, stage);
});

test("Papers are kept with what was typed, as far as they are not too large", async () => {
  await town.app.sql`delete from auth.kept_post`;
  const draft = await draftOf(town, licence, "habimana-eric");
  const person = await inEnglish(town, "habimana-eric");
  const shown = await person.get(`/drafts/${draft}`);
  const [, document = ""] = /name="(document\.[\w-]+)"/.exec(shown.body) ?? [];
  assert.ok(document, shown.path);
  const open = person.last;
  minutesPass(21);
  const choice = await person.upload(shown.path, {}, { [document]: pdf("small.pdf") });
  const asked = await choose(person, choice, "habimana-eric");
  assert.equal(asked.path, "/sign-in/kept");
  const stored = await person.post("/sign-in/kept", { act: "send" });
  assert.match(stored.body, /small\.pdf/);
  person.last = open;
  minutesPass(21);
  const large = { [document]: pdf("large.pdf", "x".repeat(9 * 1024 * 1024)) };
  const again = await choose(person, await person.upload(shown.path, {}, large), "habimana-eric");
  says(again, "The files were too large to be kept");
});

test("Whoever was never signed in leaves nothing behind", async () => {
  await town.app.sql`delete from auth.kept_post`;
  const guest = town.guest();
  await guest.get("/services");
  guest.cookies.set("session", "A".repeat(43));
  const choice = await guest.post("/applications/sessions", { session: "others" });
  assert.ok(choice.status === 403 || /choose/.test(choice.path), choice.path);
  assert.equal((await keptRows()).length, 0);
});
