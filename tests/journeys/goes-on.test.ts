/** Signing in goes on with what was begun; the same again; what is said while one waits. */
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { newId } from "../../src/platform/db/index.ts";
import { startTown, type Town } from "../town.ts";
import { completed, idIn, inEnglish, says, textOf } from "./apply-given.ts";
import { draftOf, opened, sent } from "./office-given.ts";

let town: Town;
before(async () => {
  town = await startTown();
});
after(() => town?.close());

const mother = "mukamana-vestine";
const start = "/services/birth-certificate/start";

test("Sign in to apply leads to the first question, and leaves no empty draft behind", async () => {
  const guest = town.guest();
  await guest.get("/services/birth-certificate?lang=en");
  const choice = await guest.post(start);
  assert.match(choice.path, /choose/);
  const first = await guest.post(choice.path, { who: mother });
  assert.match(first.path, /^\/drafts\/[0-9a-f-]{36}\/page\/who$/);
  assert.doesNotMatch((await guest.get("/me")).body, /Finish: Birth certificate/);
});

test("Whose session ran out before they began goes on without a question", async () => {
  const person = await inEnglish(town, "ishimwe-kevin");
  await person.get("/services/birth-certificate");
  const at = town.now();
  town.setClock(new Date(at.getTime() + 30 * 60_000).toISOString());
  const choice = await person.post(start);
  assert.match((await person.post(choice.path, { who: "ishimwe-kevin" })).path, /\/page\/who$/);
  town.setClock(at.toISOString());
});

test("People are shown people; officers stand on a second page, or first for staff", async () => {
  const person = await town.guest().get("/sign-in");
  assert.match(person.body, /value="mukamana-vestine"/);
  assert.doesNotMatch(person.body, /value="officer-mutesi"/);
  const [, more = ""] = /href="(\?staff=1)"/.exec(person.body) ?? [];
  assert.ok(more);
  const guest = town.guest();
  const choice = await guest.get("/sign-in");
  assert.match((await guest.get(choice.path + more)).body, /value="officer-mutesi"/);
  const office = await town.guest().get("/office");
  assert.match(office.body, /value="officer-mutesi"/);
  assert.doesNotMatch(office.body, /value="mukamana-vestine"/);
});

test("Among the officers one is found by name, role or authority, and chosen", async () => {
  const guest = town.guest();
  const { path } = await guest.get("/office?lang=en");
  const cashiers = await guest.get(`${path}?q=CASHIER+denise`);
  const shown = [...cashiers.body.matchAll(/name="who" value="([^"]+)"/g)].map(([, id]) => id);
  assert.deepEqual(shown, ["uwamahoro-denise"]);
  assert.match((await guest.get(`${path}?q=nobody-here`)).body, /Nothing was found for/);
  await guest.get(`${path}?q=denise`);
  const home = await guest.post(path, { who: "uwamahoro-denise" });
  assert.match(home.body, /Uwamahoro Denise/);
});

test("Again with last time's answers: every page is asked, with them in it", async () => {
  const { caseId } = await sent(town, "birth-certificate", { person: mother });
  await completed(town, caseId, "register-check", "found");
  await completed(town, caseId, "signature", "sign");
  const person = await inEnglish(town, mother);
  await person.get(`/applications/${caseId}`);
  const first = await person.post(`/applications/${caseId}/again`);
  assert.match(first.path, /\/page\/who$/);
  says(first, "We filled in what you answered on 23 November 2026.");
  const draft = idIn(first);
  const page = await person.get(`/drafts/${draft}/page/child`);
  assert.match(page.path, /\/page\/who$/, "no page counts as answered");
  const { id } = await town.person(mother);
  const begun = await town.app.parts.cases.findDraft(draft, id);
  assert.equal(begun?.answers.child_name, "Uwase Ineza");
  await person.get(`/applications/${caseId}`);
  assert.equal(idIn(await person.post(`/applications/${caseId}/again`)), draft, "pressed twice");
  const other = await inEnglish(town, "habimana-eric");
  await other.get("/me");
  assert.equal((await other.post(`/applications/${caseId}/again`)).status, 404);
});

test("Whoever applies for the same again is warned on the check page, and led to it", async () => {
  const open = await sent(town, "birth-certificate", { person: mother });
  const person = await inEnglish(town, mother);
  const draft = await draftOf(town, "birth-certificate", mother);
  const check = await person.get(`/drafts/${draft}/check`);
  says(check, "You have an open application for the same service");
  says(check, `Your application ${open.reference} for “Birth certificate”, sent on`);
  says(check, `is still open. See application ${open.reference}`);
  assert.match(check.body, new RegExp(`href="/applications/${open.caseId}"`));
  says(check, "Who applies Confirmed by the identity service", "Mukamana Vestine");
  const id = await draftOf(town, "birth-certificate", "habimana-eric");
  const theirs = await (await inEnglish(town, "habimana-eric")).get(`/drafts/${id}/check`);
  assert.doesNotMatch(theirs.body, /open application for the same/, "another person's is not told");
});

test("A refusal: the reason, then the appeal, no green tick; an appeal says by when", async () => {
  const { caseId } = await sent(town, "birth-certificate", { person: "habimana-eric" });
  const statement = { id: newId(), text: "No entry was found." };
  const more = { code: "not-registered", statement };
  await completed(town, caseId, "register-check", "not-found", more);
  await town.settle();
  const person = await inEnglish(town, "habimana-eric");
  const page = await person.get(`/applications/${caseId}`);
  const text = textOf(page);
  assert.ok(text.indexOf("No entry was found.") < text.indexOf("You can appeal"), text);
  assert.match(page.body, /hw-progress__step--stopped[\s\S]{0,120}Refused/);
  await person.get(`/applications/${caseId}/appeal`);
  const appealed = await person.post(`/applications/${caseId}/appeal`, { text: "I was born." });
  says(appealed, "to be done by 7 December 2026");
  assert.equal((await opened(town, caseId)).state.status, "in-appeal");
});

test("Looks at a file on one day by one officer are one row that says how often", async () => {
  const { caseId } = await sent(town, "birth-certificate", { person: "nyirahabimana-beatha" });
  const officer = await town.as("officer-mutesi");
  const start = town.now().getTime();
  for (let looks = 0; looks < 3; looks++) {
    town.setClock(new Date(start + looks * 10 * 60_000).toISOString());
    await officer.get(`/office/cases/${caseId}`);
  }
  const person = await inEnglish(town, "nyirahabimana-beatha");
  const page = await person.get(`/applications/${caseId}/seen`);
  says(page, "(3 times)");
  assert.equal(page.body.match(/Mutesi Jeannette/g)?.length, 1);
  const file = await officer.get(`/office/cases/${caseId}?lang=en`);
  says(file, "(4 times)");
});

test("Whoever applied for it before can begin with those answers on the first page", async () => {
  await sent(town, "birth-certificate", { person: "uwimana-sandrine" });
  const person = await inEnglish(town, "uwimana-sandrine");
  const first = await person.get(start);
  says(first, "Begin with the answers of Uwase Ineza, 23 November 2026");
  const [, path = ""] =
    /formaction="(\/applications\/[0-9a-f-]{36}\/again)"/.exec(first.body) ?? [];
  const again = await person.post(path);
  assert.notEqual(idIn(again), idIn(first));
  says(again, "We filled in what you answered");
  assert.doesNotMatch(again.body, /Begin with the answers/, "asked once");
  const other = await (await inEnglish(town, "ntakirutimana-faustin")).get(start);
  assert.doesNotMatch(other.body, /Begin with the answers/);
});

test("While the university is asked, the page says by when that step is to be done", async () => {
  const service = "recognition-of-foreign-degree";
  const { caseId } = await sent(town, service, { person: "ishimwe-kevin" });
  const person = await inEnglish(town, "ishimwe-kevin");
  const path = `/applications/${caseId}`;
  says(await person.get(path), "Check that the file is complete: to be done by 26 November 2026");
  await completed(town, caseId, "intake", "complete");
  says(await person.get(path), "Answer of the university: to be done by 21 February 2027");
});
