/** What lasts a year is renewed in its last ninety days, on a feature phone and at the counter. */
import assert from "node:assert/strict";
import { rmSync } from "node:fs";
import { dirname } from "node:path";
import { after, before, test } from "node:test";
import { actorText } from "../../src/cases/index.ts";
import { type CaseId, must } from "../../src/kernel/index.ts";
import { Phone } from "../phone.ts";
import { startTown, type Town } from "../town.ts";
import { completed, says, textOf } from "./apply-given.ts";
import { rwanda } from "./both-given.ts";
import { caseIn, confirmed, mother, opened, seated } from "./counter-given.ts";
import { opened as openedCase } from "./office-given.ts";
import { withPermit } from "./permit-given.ts";

const folder = withPermit("rw", rwanda.offered);
const pin = "40718";
let town: Town;
before(async () => {
  town = await startTown("2026-11-23T08:00:00Z", folder);
});
after(async () => {
  await town?.close();
  rmSync(dirname(folder), { recursive: true, force: true });
});

/** A permit of the mother's, given on the day on which the test begins. */
async function permit(): Promise<{ readonly caseId: CaseId; readonly reference: string }> {
  const { cases, catalogue } = town.app.parts;
  const person = await town.person(mother.id);
  const { id: service, version: definition } = catalogue.current("stall-permit") ?? assert.fail();
  const answers = { goods: "Tomatoes", tables: 2 };
  const draftId = await cases.startDraft({ person: person.id, service, definition, answers });
  const sending = { draftId, person: person.id, applicant: person, lang: "en" };
  const { caseId, reference } = must(await cases.submit(sending));
  await completed(town, caseId, "decision", "grant");
  await town.settle();
  return { caseId, reference };
}

/** Into the mother's own application on her telephone, past the PIN. */
async function ownCase(phone: Phone, reference: string): Promise<void> {
  await phone.dial();
  if (/Kinyarwanda/.test(phone.last)) await phone.choose("English");
  await phone.choose("My applications");
  await phone.type(pin);
  await phone.choose(new RegExp(reference.slice(0, 5)));
}

/** The application that renews another: what it was answered with, and by which door it came. */
async function renewalOf(caseId: CaseId) {
  const rows = await town.app.parts.cases.applicationsOf((await town.person(mother.id)).id);
  const apps = await Promise.all(rows.map(({ id }) => openedCase(town, id)));
  const all = apps.filter(({ state }) => state.submitted?.renews === caseId);
  const [app] = all;
  assert.ok(app && all.length === 1, `${all.length} renewals`);
  const [first] = app.history;
  return { id: app.id, answers: app.answers, actor: first ? actorText(first.actor) : "" };
}

test("A permit is renewed on a feature phone with the answers of before", async () => {
  town.setClock("2026-11-23T08:00:00Z");
  const browser = await town.as(mother.id);
  await browser.get("/phone");
  await browser.post("/phone", { pin, again: pin });
  const { caseId, reference } = await permit();
  await permit();
  const phone = new Phone(town, "+250700000001");
  await ownCase(phone, reference);
  assert.doesNotMatch(await phone.read(), /Renew/, "a year before it ends");

  town.setClock("2027-10-01T08:00:00Z");
  await ownCase(phone, reference);
  await phone.choose("Renew it");
  assert.match(phone.last, /How many tables/, "what was sold then is not asked again");
  const check = await phone.type("3");
  assert.match(check, /Send/);
  await phone.choose("Read my answers");
  assert.match(await phone.read(), /Tomatoes/);
  while (!/Read my answers/.test(phone.last)) await phone.type("0");
  await phone.choose("Send");
  if (/PIN/.test(phone.last)) await phone.type(pin);
  assert.match(phone.last, /Sent\. Application number/);
  await phone.repeat();
  const renewal = await renewalOf(caseId);
  assert.deepEqual(renewal.answers, { goods: "Tomatoes", tables: 3 });
  assert.match(renewal.actor, / ussd$/);
});

test("A permit is renewed at the counter with the yes of the person", async () => {
  town.setClock("2026-11-23T08:00:00Z");
  const { caseId } = await permit();
  const early = await seated(town, "uwase-claudine", "1");
  const visit = await opened(early, mother.card);
  const before = await early.get(`${visit}/applications/${caseId}`);
  assert.doesNotMatch(before.body, /\/renew"/);
  await early.post(`${visit}/close`);

  town.setClock("2027-10-01T08:00:00Z");
  const operator = await seated(town, "uwase-claudine", "1");
  const base = `${await opened(operator, mother.card)}/applications/${caseId}`;
  await operator.get(base);
  const page = await operator.post(`${base}/renew`);
  assert.match(page.body, /value="Tomatoes"/);
  const wrong = await operator.post(page.path, { goods: "Tomatoes", tables: "" });
  assert.equal(wrong.status, 422);
  const check = await operator.post(page.path, { goods: "Tomatoes and beans", tables: "4" });
  says(check, "Tomatoes and beans");
  const draft = check.path.replace(/\/check$/, "");
  const receipt = await confirmed(town, operator, draft, mother.id);
  assert.match(receipt.path, /\/receipt$/, textOf(receipt));
  const renewal = await renewalOf(caseId);
  assert.equal(caseIn(receipt), renewal.id);
  assert.deepEqual(renewal.answers, { goods: "Tomatoes and beans", tables: 4 });
  assert.match(renewal.actor, / counter:[0-9a-f-]{36}$/);
});
