/**
 * The same application by web, at a counter, on a feature phone and by a program: the record is the
 * same.
 */
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { streamOf } from "../../src/cases/index.ts";
import type { CaseId } from "../../src/kernel/index.ts";
import { load } from "../../src/platform/events/index.ts";
import { startTown, type Town } from "../town.ts";
import { inEnglish, says } from "./apply-given.ts";
import { seated, staff } from "./counter-given.ts";
import { applicant, type Doors, dialled, doorsOf, provided, recordOf } from "./every-door-given.ts";
import { decide, give } from "./office-given.ts";

let town: Town;
let doors: Doors;
const names = ["web", "counter", "phone", "program"] as const;
const sent: Record<string, string> = {};
before(async () => {
  town = await startTown();
  doors = await doorsOf(town, await seated(town, "uwase-claudine", "1"));
});
after(() => town?.close());

const typesIn = (events: readonly unknown[]) =>
  events.map((event) => (event as { readonly type: string }).type);

test("One application by web, counter, feature phone and program, paid and decided, leaves the same record", async () => {
  const [registrar, secretary] = [
    await staff(town, "officer-mutesi"),
    await staff(town, "officer-nsengimana"),
  ];
  for (const name of names) {
    // Each as if it were the only one: files about the same child are doubles.
    await town.database.ownerSql`delete from cases.search_word`;
    const caseId = await doors[name].apply();
    sent[name] = caseId;
    await town.settle();
    await doors[name].pay(caseId);
    await provided(town, caseId);
    await decide(registrar, caseId, "found");
    await decide(secretary, caseId, "sign");
    await town.settle();
  }
  const web = await recordOf(town, sent.web ?? "");
  assert.equal(web.status, "granted");
  assert.deepEqual(typesIn(web.case), [
    ...["CaseSubmitted", "FeePaid", "ClockStarted"],
    ...["StageEntered", "TaskClaimed", "TaskDone", "StageEntered", "TaskClaimed", "TaskDone"],
    ...["CaseDecided", "OutputReleased"],
  ]);
  assert.deepEqual(web.bills.map(typesIn), [
    ["BillIssued", "AttemptStarted", "AttemptLinked", "AttemptSucceeded", "BillPaid"],
  ]);
  assert.deepEqual(web.papers.map(typesIn), [["CredentialIssued"]]);
  for (const name of names) assert.deepEqual(await recordOf(town, sent[name] ?? ""), web, name);
});

test("What an officer asked for, given by web, counter and program, leaves the same record", async () => {
  const registrar = await staff(town, "officer-mutesi");
  const given: Record<string, string> = {};
  for (const name of names) {
    const { apply, pay, answer } = doors[name];
    if (!answer) continue;
    const caseId = await apply();
    given[name] = caseId;
    await town.settle();
    await pay(caseId);
    await provided(town, caseId);
    await give(registrar, caseId, "claim");
    const asked = { fields: ["child_name"], text: "Is it Ineza with one n?" };
    assert.equal((await give(registrar, caseId, "ask", asked)).status, 200);
    await town.settle();
    await answer(caseId, "Uwase Inneza");
    await town.settle();
  }
  const { web = "", ...others } = given;
  const record = await recordOf(town, web);
  assert.equal(record.kept.child_name, "Uwase Inneza");
  assert.deepEqual(typesIn(record.case).slice(-2), ["InformationRequested", "InformationGiven"]);
  assert.deepEqual(Object.keys(others), ["counter", "program"]);
  for (const [name, caseId] of Object.entries(others))
    assert.deepEqual(await recordOf(town, caseId), record, name);
});

test("An application taken back by web, counter and program leaves the same record", async () => {
  const taken: Record<string, string> = {};
  for (const name of names) {
    const { apply, withdraw } = doors[name];
    if (!withdraw) continue;
    const caseId = await apply();
    taken[name] = caseId;
    await town.settle();
    await withdraw(caseId);
    await town.settle();
  }
  const { web = "", ...others } = taken;
  const record = await recordOf(town, web);
  assert.equal(record.status, "withdrawn");
  assert.deepEqual(record.bills.map(typesIn), [["BillIssued", "BillExpired"]]);
  assert.deepEqual(Object.keys(others), ["counter", "program"]);
  for (const [name, caseId] of Object.entries(others))
    assert.deepEqual(await recordOf(town, caseId), record, name);
});

test("Nobody can pay for what was taken back, whenever it was", async () => {
  const { apply, withdraw } = doors.web;
  const caseId = await apply();
  await town.settle();
  const { payments } = town.app.parts;
  const [bill] = await payments.billsOfCase(caseId as CaseId);
  await withdraw?.(caseId);
  await town.settle();
  const page = await (await inEnglish(town, applicant.id)).get(`/applications/${caseId}`);
  says(page, "Cancelled", "Nothing to pay: the application was withdrawn.");
  assert.doesNotMatch(page.body, /To be paid|Billing number|Pay by/);
  const phone = await dialled(town);
  await phone.choose("Pay a bill");
  assert.match(await phone.type(bill?.number ?? ""), /This bill has expired/);
  const quick = await apply();
  await withdraw?.(quick);
  await town.settle();
  const left = await payments.billsOfCase(quick as CaseId);
  assert.deepEqual(
    left.map(({ status }) => status),
    ["expired"],
  );
});

test("The record tells by which door it came, and who stood there", async () => {
  const person = await town.person(applicant.id);
  const actors = await Promise.all(
    names.map(async (name) => {
      const [first] = await load(town.app.sql, streamOf(sent[name] as CaseId));
      return first?.actor;
    }),
  );
  const [operator] = await town.app.sql<{ id: string }[]>`
    select id from auth.officer where name = 'Uwase Claudine'`;
  assert.deepEqual(actors, [
    `person:${person.id}`,
    `person:${person.id} counter:${operator?.id}`,
    `person:${person.id} ussd`,
    `person:${person.id} api:demo-bank`,
  ]);
});
