/** My Hamwe: what a person has to do with its last day, what is under way, what is theirs. */
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { startTown, type Town } from "../town.ts";
import { completed, inEnglish, requested, says, textOf } from "./apply-given.ts";
import { decide, draftOf, sent } from "./office-given.ts";

let town: Town;
before(async () => {
  town = await startTown();
});
after(() => town?.close());

const mother = "mukamana-vestine";
const child = (child_name: string) => ({
  person: mother,
  answers: { who: "child", child_name, child_birth_date: "2026-03-14", child_can: "CAN 0001" },
});

test("A sign-in without a destination ends on one's own page, an officer's at work", async () => {
  const person = town.guest();
  const choice = await person.get("/sign-in");
  assert.equal((await person.post(choice.path, { who: mother })).path, "/me");
  assert.match((await person.get("/services")).body, /class="[^"]*hw-top__own"[^>]*href="\/me"/);
  const officer = town.guest();
  const at = await officer.get("/sign-in");
  assert.equal((await officer.post(at.path, { who: "officer-nkurunziza" })).path, "/staff");
  assert.match((await town.guest().get("/me")).path, /choose/, "a guest signs in first");
});

test("A page without anything says so, and where to begin", async () => {
  const page = await (await inEnglish(town, "nyirahabimana-beatha")).get("/me");
  says(page, "Nothing waits for you.", "You have no documents yet");
  assert.match(page.body, /href="\/services"/);
});

test("What waits stands first with its last day, and says which child it is about", async () => {
  const asked = await sent(town, "birth-certificate", child("Ineza Uwase"));
  const underWay = await sent(town, "birth-certificate", child("Manzi Uwase"));
  await requested(town, asked.caseId, ["child_can"], "Which number is it?");
  await draftOf(town, "national-id-replacement", mother);
  const person = await inEnglish(town, mother);
  const page = await person.get("/me");
  says(page, "Hello, ", "Answer: Birth certificate Ineza Uwase", "by 23 December 2026");
  says(page, "Step 1 of 2: Check in the civil register", "Manzi Uwase", "Finish: ");
  const text = textOf(page);
  assert.ok(text.indexOf("Answer:") < text.indexOf("Finish:"), "what has no last day comes last");
  assert.match(page.body, new RegExp(`href="/applications/${asked.caseId}/answer"`));
  assert.match(page.body, new RegExp(`href="/applications/${underWay.caseId}"`));
  const list = await person.get("/applications");
  says(list, `Ineza Uwase · ${asked.reference} · by 23 December 2026`, "Manzi Uwase · ");
});

test("A refusal says until when it can be appealed, until the term has run out", async () => {
  const start = town.now().toISOString();
  const { caseId, reference } = await sent(town, "mineral-exploration-licence");
  const clerk = await town.as("officer-nkurunziza");
  await clerk.get("/office?lang=en");
  await decide(clerk, caseId, "overlap", { code: "overlap", text: "The corner is licensed." });
  const person = await inEnglish(town, "habimana-eric");
  const page = await person.get("/me");
  const toDo = new RegExp(`Appeal: .+${reference}\\s+by (\\d+ \\w+ 2026)`);
  const [, day = ""] = toDo.exec(textOf(page)) ?? [];
  assert.ok(day, textOf(page));
  says(await person.get("/applications"), `${reference} · appeal by ${day}`);
  says(await person.get(`/applications/${caseId}`), `You can appeal until ${day}.`);
  town.setClock("2027-02-26T09:00:00Z");
  const later = await inEnglish(town, "habimana-eric");
  assert.doesNotMatch(textOf(await later.get("/me")), /Appeal: /);
  town.setClock(start);
});

test("A paper stands as a card with its page; another person's is not found", async () => {
  const { caseId } = await sent(town, "birth-certificate", child("Keza Uwase"));
  await completed(town, caseId, "register-check", "found");
  await completed(town, caseId, "signature", "sign");
  await town.settle();
  const person = await inEnglish(town, mother);
  const home = await person.get("/me");
  const [, path = ""] = /href="(\/documents\/[0-9a-f-]{36})"/.exec(home.body) ?? [];
  assert.ok(path, textOf(home));
  says(await person.get(path), "Birth certificate Valid", "Keza Uwase", "14 March 2026");
  assert.equal((await (await town.as("habimana-eric")).get(path)).status, 404);
});

test("Messages are counted until the list was opened, and new ones are marked there", async () => {
  const person = await inEnglish(town, mother);
  assert.match((await person.get("/me")).body, /hw-count/);
  says(await person.get("/applications/messages"), "New");
  assert.doesNotMatch((await person.get("/me")).body, /hw-count/);
  assert.doesNotMatch((await person.get("/applications/messages")).body, /hw-tag--action/);
});

test("A child named before can be chosen in the next form, and is still to be sent", async () => {
  const person = await inEnglish(town, mother);
  const first = await person.get("/services/birth-certificate/start");
  const draft = first.path.split("/")[2] ?? "";
  const page = await person.post(`/drafts/${draft}/page/who`, { who: "child" });
  says(page, "Use: Ineza Uwase, 14 March 2026", "No register has confirmed");
  const key = "ineza uwase|2026-03-14";
  const filled = await person.post(`/household/${draft}/child`, { person: key });
  says(filled, "The answers about Ineza Uwase are filled in. Check them.");
  assert.match(filled.body, /value="Ineza Uwase"/);
  assert.match(filled.body, /value="CAN 0001"/);
  assert.match((await person.get(`/drafts/${draft}/check`)).path, /page\/child$/);
  const other = await inEnglish(town, "habimana-eric");
  await other.get("/services/birth-certificate/start");
  const theirs = (other.last?.path ?? "").split("/")[2];
  await other.post(`/drafts/${theirs}/page/who`, { who: "child" });
  assert.doesNotMatch(other.last?.body ?? "", /Ineza/, "nobody else's child");
});

test("The profile says who one is and whom one named, and keeps how to be told", async () => {
  const person = await inEnglish(town, mother);
  const page = await person.get("/me/profile");
  says(page, "Who you are", "Mukamana Vestine", "Your household", "Ineza Uwase 14 March 2026");
  const saved = await person.post("/me/profile", { ways: "law" });
  says(saved, "Your choice is saved");
  assert.match(saved.body, /value="law"\s+checked/);
  const { id } = await town.person(mother);
  const before = (await town.app.parts.messages.outboxOf(id)).length;
  await sent(town, "birth-certificate", child("Mugisha Uwase"));
  const told = await town.app.parts.messages.outboxOf(id);
  assert.deepEqual(
    told.slice(0, told.length - before).map(({ template }) => template),
    ["fee-due"],
  );
  await person.get("/me/profile");
  await person.post("/me/profile", { ways: "both" });
});

test("Who of the staff has looked at any of the applications stands on one page", async () => {
  const { caseId, reference } = await sent(town, "birth-certificate", child("Teta Uwase"));
  const officer = await town.as("officer-mutesi");
  await officer.get(`/office/cases/${caseId}`);
  const person = await inEnglish(town, mother);
  says(await person.get("/me/looked"), "Mutesi Jeannette", `Birth certificate · ${reference}`);
  const other = await inEnglish(town, "habimana-eric");
  assert.doesNotMatch((await other.get("/me/looked")).body, /Mutesi Jeannette/);
});
