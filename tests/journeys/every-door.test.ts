/** The same application by web, at a counter, on a feature phone and by a program: the record is the same. */
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { streamOf } from "../../src/cases/index.ts";
import type { Answers } from "../../src/form/index.ts";
import type { CaseId } from "../../src/kernel/index.ts";
import { load } from "../../src/platform/events/index.ts";
import { begin, goThrough } from "../apply.ts";
import { Phone } from "../phone.ts";
import { startTown, type Town } from "../town.ts";
import { codeOf as codeOfProgram, nationalIdOf } from "./api-apply-given.ts";
import { program } from "./api-given.ts";
import { completed, idIn, inEnglish } from "./apply-given.ts";
import { act, caseIn, confirmed, opened as fileOpened, seated, ticket } from "./counter-given.ts";
import { bySystem, opened } from "./office-given.ts";

const who = "habimana-eric";
const service = "birth-certificate";
const email = "eric.habimana@example.org";
const answers: Answers = {
  ...{ who: "child", child_name: "Uwase Ineza", child_birth_date: "2026-03-14" },
  ...{ child_can: "CAN-2026-000123", reason: "school", district: "nyagatare" },
  ...{ sector: "Karangazi", phone: "+250700000004", email },
};

let town: Town;
before(async () => {
  town = await startTown();
});
after(() => town?.close());

async function byWeb(): Promise<string> {
  const browser = await inEnglish(town, who);
  const def = town.app.catalogue.current(service);
  assert.ok(def);
  const sent = await goThrough(browser, await begin(browser, service), {
    ...{ def, answers, files: new Map() },
  });
  return idIn(sent);
}

async function atCounter(): Promise<string> {
  const operator = await seated(town, "uwase-claudine", "1");
  await ticket(town);
  await act(operator, "next");
  const visit = await fileOpened(operator, await nationalIdOf(town, who));
  await operator.get(visit);
  const first = await operator.post(`${visit}/start`, { service });
  const base = first.path.replace(/\/page\/who$/, "");
  const post = (fields: Record<string, string>) => operator.post(operator.last?.path ?? "", fields);
  await post({ who: "child" });
  await post({
    ...{ child_name: "Uwase Ineza", child_can: "CAN-2026-000123" },
    ...{ "child_birth_date-day": "14", "child_birth_date-month": "3" },
    "child_birth_date-year": "2026",
  });
  await post({ reason: "school", district: "nyagatare", sector: "Karangazi" });
  const check = await post({ phone: "0700 000 004", email });
  assert.equal(check.path, `${base}/check`);
  return caseIn(await confirmed(town, operator, base, who));
}

async function byPhone(): Promise<string> {
  const pin = "40718";
  const browser = await inEnglish(town, who);
  await browser.get("/phone");
  await browser.post("/phone", { pin, again: pin });
  const phone = new Phone(town, "+250700000004");
  await phone.dial();
  if (/Kinyarwanda/.test(phone.last)) await phone.choose("English");
  await phone.choose("Find a service");
  await phone.choose("Those for this phone");
  await phone.choose("Birth certificate");
  await phone.choose("Apply now");
  await phone.choose("For my child");
  await phone.type("Uwase Ineza", "14032026", "CAN-2026-000123");
  await phone.choose("School or university");
  await phone.type("nyaga");
  await phone.choose("Nyagatare");
  await phone.type("Karangazi");
  await phone.choose("Send");
  const sent = await phone.type(pin);
  const reference = /[A-Z0-9]{5}-[A-Z0-9]{5}/.exec(sent)?.[0];
  const person = await town.person(who);
  const all = await town.app.parts.cases.applicationsOf(person.id);
  const found = all.find((each) => each.reference === reference);
  assert.ok(found, sent);
  return found.id;
}

async function byProgram(): Promise<string> {
  const bank = await program(town);
  const person = { nationalId: await nationalIdOf(town, who) };
  const draft = await bank.post("/api/v1/drafts", { service, person, answers, lang: "en" });
  assert.equal(draft.status, 201, JSON.stringify(draft.body));
  const asked = await bank.post("/api/v1/confirmations", { draft: draft.body.id });
  const code = await codeOfProgram(town, who, asked.body.id);
  const confirmation = { id: asked.body.id, code };
  const sent = await bank.post("/api/v1/applications", { draft: draft.body.id, confirmation });
  assert.equal(sent.status, 201, JSON.stringify(sent.body));
  return sent.body.id;
}

/** From the payment to the paper: what offices do, whichever door it came by. */
async function decided(caseId: string): Promise<void> {
  await bySystem(town, caseId, { type: "record-payment", fee: "certificate", bill: "b" });
  await completed(town, caseId, "register-check", "found");
  await completed(town, caseId, "signature", "sign");
  await town.settle();
}

/** What was recorded, without the names that every case has for itself. */
async function recordOf(caseId: string) {
  const { state, answers: kept, asked, definition } = await opened(town, caseId);
  const own = [caseId, state.submitted?.reference ?? ""];
  const without = (value: unknown) =>
    JSON.parse(
      own.reduce((text, name) => text.replaceAll(name, "…"), JSON.stringify(value)),
      (key, part) => (key === "by" ? "an officer" : part),
    );
  const events = await load(town.app.sql, streamOf(caseId as CaseId));
  return {
    events: events.map(({ type, data, at }) => without({ type, data, at })),
    ...{ kept, asked, definition: definition.version },
    status: state.status,
  };
}

test("One application by web, counter, feature phone and program leaves the same record", async () => {
  const doors = { web: byWeb, counter: atCounter, phone: byPhone, program: byProgram };
  const sent: Record<string, string> = {};
  for (const [door, apply] of Object.entries(doors)) sent[door] = await apply();
  await town.settle();
  for (const caseId of Object.values(sent)) await decided(caseId);
  const web = await recordOf(sent.web ?? "");
  assert.equal(web.status, "granted");
  assert.ok(web.events.length >= 8, `${web.events.length} events`);
  assert.equal(web.kept.child_name, "Uwase Ineza");
  for (const door of ["counter", "phone", "program"])
    assert.deepEqual(await recordOf(sent[door] ?? ""), web, door);
});

test("The record tells by which door it came, and who stood there", async () => {
  const person = await town.person(who);
  const all = await town.app.parts.cases.applicationsOf(person.id);
  const actors = await Promise.all(
    all.map(async ({ id }) => (await load(town.app.sql, streamOf(id)))[0]?.actor ?? ""),
  );
  const [operator] = await town.app.sql<{ id: string }[]>`
    select id from auth.officer where name = 'Uwase Claudine'`;
  assert.deepEqual(actors.sort(), [
    `person:${person.id}`,
    `person:${person.id} api:demo-bank`,
    `person:${person.id} counter:${operator?.id}`,
    `person:${person.id} ussd`,
  ]);
});
