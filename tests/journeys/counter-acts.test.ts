import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { actorText } from "../../src/cases/index.ts";
import { must } from "../../src/kernel/index.ts";
import { newId } from "../../src/platform/db/index.ts";
import type { Client } from "../client.ts";
import { startTown, type Town } from "../town.ts";
import { completed, requested, says, textOf } from "./apply-given.ts";
import { codeOf, mother, opened, seated } from "./counter-given.ts";
import { draftOf, sent } from "./office-given.ts";

let town: Town;
let operator: Client;
let visit: string;
before(async () => {
  town = await startTown();
  await town.as(mother.id);
  operator = await seated(town, "uwase-claudine", "1");
  visit = await opened(operator, mother.card);
});
after(() => town?.close());

async function openedCase(caseId: string) {
  const found = await town.app.parts.cases.open(caseId);
  assert.ok(found);
  return found;
}

async function actorOf(caseId: string): Promise<string> {
  const last = (await openedCase(caseId)).history.at(-1);
  return last ? actorText(last.actor) : "";
}

test("The counter says whether the hall's cash desk is open, and by whom", async () => {
  const { caseId } = await sent(town, "birth-certificate", { person: mother.id });
  await town.settle();
  const path = `${visit}/applications/${caseId}`;
  says(await operator.get(path), "In cash: no cash desk of this hall is open now");
  const cashier = await town.as("uwamahoro-denise");
  await cashier.get("/treasury/till?lang=en");
  await cashier.post("/treasury/till/open", { centre: "kigali", float: "20000" });
  const open = await operator.get(path);
  says(open, "In cash: at the cash desk of this hall, open now (Uwamahoro Denise)");
  assert.doesNotMatch(open.body, /\/treasury\/till/, "this operator has no till");
});

test("The operator answers an officer's request for the person, who says yes with a code", async () => {
  const { caseId } = await sent(town, "birth-certificate", { person: mother.id });
  await requested(town, caseId, ["child_name"], "Is it Ineza with one n?");
  const base = `${visit}/applications/${caseId}`;
  says(await operator.get(base), "Answer the request for information", "Withdraw the application");
  const page = await operator.get(`${base}/act/answer`);
  says(page, "Is it Ineza with one n?");
  assert.match(page.body, /name="child_name"/);
  assert.doesNotMatch(page.body, /name="child_can"/);
  const empty = await operator.post(page.path, { child_name: "" });
  assert.equal(empty.status, 422);
  const asked = await operator.post(page.path, { child_name: "Uwase Inneza" });
  assert.match(asked.body, /Uwase Inneza/);
  assert.equal((await openedCase(caseId)).answers.child_name, "Uwase Ineza", "not yet");
  const code = await codeOf(town, mother.id);
  const wrong = await operator.post(`${base}/act/answer/confirm`, {
    code: code === "111111" ? "222222" : "111111",
  });
  assert.equal(wrong.status, 422);
  // Other words under the same yes are not sent.
  const other = { child_name: "Somebody Else" };
  const forged = await operator.post(`${base}/act/answer/confirm`, {
    code,
    text: JSON.stringify({
      answers: { ...(await openedCase(caseId)).answers, ...other },
      papers: [],
    }),
  });
  assert.equal(forged.status, 409);
  says(forged, "Something was changed after the code was sent");
  await operator.get(page.path);
  await operator.post(page.path, { child_name: "Uwase Inneza" });
  const right = { code: await codeOf(town, mother.id) };
  const form = operator.last;
  const done = await operator.post(`${base}/act/answer/confirm`, right);
  assert.equal(done.path, base);
  assert.match(done.body, /The answer was sent/);
  says(done, "Under review");
  assert.equal((await openedCase(caseId)).answers.child_name, "Uwase Inneza");
  assert.match(await actorOf(caseId), /^person:[0-9a-f-]{36} counter:[0-9a-f-]{36}$/);
  operator.last = form;
  const twice = await operator.post(`${base}/act/answer/confirm`, right);
  assert.equal(twice.path, base, "sent twice, it is one answer");
});

test("A code for one act does nothing else, and withdrawing needs its own yes", async () => {
  const { caseId } = await sent(town, "birth-certificate", { person: mother.id });
  const base = `${visit}/applications/${caseId}`;
  await operator.get(`${base}/act/withdraw`);
  await operator.post(`${base}/act/withdraw`);
  const code = await codeOf(town, mother.id);
  const person = await town.person(mother.id);
  const texts = await town.app.parts.messages.outboxOf(person.id);
  const told = texts.filter(({ body }) => body.includes(code)).map(({ body }) => body);
  assert.match(told.join(), /Guhagarika ubusabe/, "the message says what the code is for");
  const done = await operator.post(`${base}/act/withdraw/confirm`, { code });
  assert.match(done.body, /The application is withdrawn/);
  assert.equal((await openedCase(caseId)).state.status, "withdrawn");
  assert.equal((await operator.get(`${base}/act/withdraw`)).path, base, "no longer offered");
});

test("On the second screen he sees which act it is, and his yes there is enough for exactly this", async () => {
  const { caseId } = await sent(town, "birth-certificate", { person: mother.id });
  const base = `${visit}/applications/${caseId}`;
  await operator.get("/counter/pad");
  const made = await operator.post("/counter/pad");
  const address = /\/counter\/pad\/[\w-]{22}/.exec(made.body)?.[0] ?? "";
  await operator.get(`${base}/act/withdraw`);
  await operator.post(`${base}/act/withdraw`);
  const waiting = operator.last;
  const early = await operator.post(`${base}/act/withdraw/confirm`, { code: "" });
  assert.equal(early.status, 422, "nothing is said yet");
  const pad = town.guest();
  const shown = await pad.get(address);
  assert.match(shown.body, /<html lang="rw"/);
  assert.match(shown.body, /Guhagarika ubusabe/);
  assert.match(shown.body, /Mukamana Vestine/);
  const code = await codeOf(town, mother.id);
  const wrong = code.replace(/\d/, (digit) => String((Number(digit) + 1) % 10));
  for (const key of wrong) await pad.post(address, { key });
  assert.equal(pad.last?.status, 422);
  for (const key of code) await pad.post(address, { key });
  assert.match(pad.last?.body ?? "", /Kwemera kwanyu kwanditswe/);
  assert.equal((await openedCase(caseId)).state.status, "in-review", "the operator sends it");
  operator.last = waiting;
  const done = await operator.post(`${base}/act/withdraw/confirm`, { code: "" });
  assert.match(done.body, /The application is withdrawn/);
  const rows = await town.app.sql<{ on: string }[]>`
    select given_on as on from counter.consent where subject = ${caseId}`;
  assert.deepEqual(
    rows.map(({ on }) => on),
    ["pad"],
  );
});

test("Who was refused appeals at the counter, in words that were read to him", async () => {
  const { caseId } = await sent(town, "birth-certificate", { person: mother.id });
  const statement = { id: newId(), text: "No entry was found." };
  await completed(town, caseId, "register-check", "not-found", {
    code: "not-registered",
    statement,
  });
  const base = `${visit}/applications/${caseId}`;
  const page = await operator.get(`${base}/act/appeal`);
  assert.equal((await operator.post(page.path, { text: " " })).status, 422);
  const asked = await operator.post(page.path, { text: "I have the notice,\nand the <stamp>." });
  assert.match(asked.body, /I have the notice,\s*and the &lt;stamp&gt;/);
  const code = await codeOf(town, mother.id);
  const done = await operator.post(`${base}/act/appeal/confirm`, { code });
  assert.match(done.body, /The appeal was received/);
  const found = await openedCase(caseId);
  assert.equal(found.state.status, "in-appeal");
  assert.match([...found.statements.values()].join(), /and the <stamp>/);
});

test("The counter asks the person's own telephone to pay, and pressing twice is one request", async () => {
  const { cases, payments } = town.app.parts;
  const person = await town.person(mother.id);
  const draftId = await draftOf(town, "birth-certificate", mother.id);
  const { name, birthDate, nationalId, nationality, phone, email } = person;
  const applicant = { name, birthDate, nationalId, nationality, phone, email };
  const { caseId } = must(
    await cases.submit({ draftId, person: person.id, applicant, lang: "rw" }),
  );
  const base = `${visit}/applications/${caseId}`;
  says(await operator.get(`${base}/receipt`), "Ask for the payment on their phone");
  says(await operator.get(base), "Ask for the payment on their phone");
  const form = operator.last;
  const asked = await operator.post(`${base}/pay`);
  assert.match(asked.body, /A payment request was sent/);
  says(asked, "A payment of this is open now");
  assert.match(asked.body, /<blockquote[^>]*lang="rw">[^<]*PIN yawe/, "what the client does now");
  assert.doesNotMatch(textOf(asked), /Ask for the payment on their phone/);
  operator.last = form;
  await operator.post(`${base}/pay`);
  const [bill] = await payments.billsOfCase(caseId);
  assert.ok(bill);
  assert.equal(bill.status, "pending");
  assert.equal((await payments.attemptsOf(bill.billId)).length, 1);
  town.setClock(new Date(town.now().getTime() + 5 * 60_000).toISOString());
  const late = await seated(town, "uwase-claudine", "1");
  says(await late.get(base), "Ask for the payment on their phone", "is open now");
  const second = await late.post(`${base}/pay`);
  assert.match(second.body, /The request from before is still open/);
  operator = late;
});

test("Another person's application is not there for this client", async () => {
  const { caseId } = await sent(town, "birth-certificate", { person: "ishimwe-kevin" });
  const page = await operator.get(`${visit}/applications/${caseId}/act/withdraw`);
  assert.equal(page.status, 404);
});

test("An appeal whose time is over is offered at no door, and nobody is asked for a yes to it", async () => {
  const { caseId } = await sent(town, "birth-certificate", { person: mother.id });
  const statement = { id: newId(), text: "No entry." };
  const refusal = { code: "not-registered", statement };
  await completed(town, caseId, "register-check", "not-found", refusal);
  town.setClock("2027-01-15T08:00:00Z");
  const late = await seated(town, "uwase-claudine", "1");
  const base = `${await opened(late, mother.card)}/applications/${caseId}`;
  assert.doesNotMatch((await late.get(base)).body, /act\/appeal/);
  assert.equal((await late.get(`${base}/act/appeal`)).path, base, "no longer offered");
});
