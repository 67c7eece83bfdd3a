import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { newId } from "../../src/platform/db/index.ts";
import { startTown, type Town } from "../town.ts";
import { completed, idIn, inEnglish, pdf, requested, says, textOf } from "./apply-given.ts";
import { sent } from "./office-given.ts";

let town: Town;
before(async () => {
  town = await startTown();
});
after(() => town.close());

const mother = "mukamana-vestine";

test("A mother applies for her child's birth certificate, pays, and receives it", async () => {
  const person = await inEnglish(town, mother);
  await person.get("/services/birth-certificate");
  const first = await person.post("/services/birth-certificate/start");
  const draft = idIn(first);
  await person.post(first.path, { who: "child" });
  const child = await person.post(`/drafts/${draft}/page/child`, {
    child_name: "Uwase Ineza",
    "child_birth_date-day": "14",
    "child_birth_date-month": "3",
    "child_birth_date-year": "2026",
    child_can: "CAN-2026-000123",
  });
  const asked = await person.post(child.path, { reason: "other", district: "gasabo" });
  const added = `${child.path}?added=other_reason,sector`;
  assert.equal(asked.path, added, "they are asked on the same page");
  assert.equal(asked.status, 200);
  says(asked, "What is the reason?");
  assert.match(asked.body, /<option value="gasabo.remera"[^>]*>\s*Remera\s*</);
  assert.doesNotMatch(asked.body, /huye\.ngoma/, "sectors of this district alone");
  const elsewhere = await person.post(asked.path, {
    ...{ reason: "other", other_reason: "A gift", district: "gasabo", sector: "huye.ngoma" },
  });
  assert.equal(elsewhere.status, 422);
  const contact = await person.post(asked.path, {
    reason: "other",
    other_reason: "A gift",
    district: "gasabo",
    sector: "gasabo.remera",
  });
  assert.match(contact.body, /value="\+250700000001"/, "the phone number is known already");
  const check = await person.post(contact.path, { phone: "0788 123 456" });
  says(check, "14 March 2026", "A gift", "Gasabo", "+250788123456", "500 Frw", "1 working day");
  const undeclared = await person.post(check.path);
  assert.equal(undeclared.status, 422);
  const done = await person.post(check.path, { declaration: "true" });
  says(done, "Application submitted", "Pay 500 Frw");
  const application = `/applications/${idIn(done)}`;

  says(await person.get(application), "Fee to be paid", "To pay: 500 Frw", "Billing number");
  const bill = await person.get(`${application}/pay`);
  const sandbox = await person.post(bill.path, { method: "card" });
  assert.match(sandbox.path, /^\/sandbox-pay\//);
  const paid = await person.post(sandbox.path, { act: "pay" });
  assert.equal(paid.path, `${application}/paid`);
  says(paid, "Payment received", "500 Frw");
  await town.settle();
  const review = await person.get(application);
  says(review, "Under review", "Promised by", "24 November 2026", "Paid: Birth certificate");

  await completed(town, idIn(done), "register-check", "found");
  await completed(town, idIn(done), "signature", "sign");
  await town.settle();
  const granted = await person.get(application);
  says(granted, "Approved", "My document", "Your document is ready");
  const paper = /\/documents\/[0-9a-f-]{36}\/en/.exec(granted.body)?.[0];
  assert.ok(paper);
  const can = granted.body.indexOf("What you can do");
  assert.ok(can > granted.body.indexOf(paper), "the paper comes before what else can be done");
  const file = await person.get(paper);
  assert.equal(file.headers.get("content-type"), "application/pdf");
  assert.match(file.headers.get("content-disposition") ?? "", /^attachment; filename="/);
  assert.equal(file.headers.get("cache-control"), "private, no-store");
  says(await person.get("/documents"), "Birth certificate", "Valid", "No end date");
  says(await person.get("/applications/messages"), "we received 500 Frw", "is approved");

  const other = await inEnglish(town, "ishimwe-kevin");
  assert.equal((await other.get(paper)).status, 404);
  assert.equal((await other.get(application)).status, 404);
});

test("An application begun on one device is gone on with on another", async () => {
  const telephone = await inEnglish(town, "ishimwe-kevin");
  await telephone.get("/services/birth-certificate");
  const first = await telephone.post("/services/birth-certificate/start");
  const second = await telephone.post(first.path, { who: "self" });
  const saved = await telephone.post(second.path, {
    ...{ district: "huye", sector: "huye.ngoma" },
    _action: "save",
  });
  says(saved, "Your answers are saved");

  const computer = await inEnglish(town, "ishimwe-kevin");
  const list = await computer.get("/applications");
  says(list, "Not yet sent", "Birth certificate", "Draft");
  const resumed = await computer.get(`/drafts/${idIn(first)}`);
  assert.equal(resumed.path, second.path, "at the question where it stopped");
  assert.match(resumed.body, /<option value="huye.ngoma" selected/);
  const beyond = await computer.get(`/drafts/${idIn(first)}/check`);
  assert.equal(beyond.path, second.path, "nobody gets past a question that is open");
  const past = await computer.get(`/drafts/${idIn(first)}/page/contact`);
  assert.equal(past.path, second.path);
  const change = await computer.get(`/drafts/${idIn(first)}/delete`);
  await computer.post(change.path);
  assert.equal((await telephone.get(second.path)).status, 404);
});

test("A person answers what an officer asked for, and nothing else may change", async () => {
  const { caseId } = await sent(town, "birth-certificate", { person: mother });
  await requested(town, caseId, ["child_name"], "Is it <Ineza> with one n?\nSee the birth notice.");
  const person = await inEnglish(town, mother);
  says(await person.get("/applications"), "Waiting for you", "Information requested");
  const application = await person.get(`/applications/${caseId}`);
  says(application, "Answer now", "Answer by", "The clock is paused", "See the birth notice.");
  assert.ok(!application.body.includes("<Ineza>"));
  const page = await person.get(`/applications/${caseId}/answer`);
  assert.match(page.body, /name="child_name"/);
  assert.doesNotMatch(page.body, /name="child_can"/);
  const empty = await person.post(page.path, { child_name: "" });
  assert.equal(empty.status, 422);
  says(empty, "Enter the full name of the child");
  const answered = await person.post(page.path, {
    child_name: "Uwase Inneza",
    child_can: "forged",
  });
  assert.equal(answered.path, `/applications/${caseId}`);
  says(answered, "Your answer has been sent", "Uwase Inneza", "CAN-2026-000123", "Under review");
  const again = await person.get(`/applications/${caseId}/answer`);
  assert.equal(again.path, `/applications/${caseId}`, "nothing waits any more");
});

test("A person withdraws an application after having been asked whether that is meant", async () => {
  const { caseId } = await sent(town, "birth-certificate", { person: mother });
  const person = await inEnglish(town, mother);
  const sure = await person.get(`/applications/${caseId}/withdraw`);
  says(sure, "We will not make a decision");
  const done = await person.post(sure.path);
  says(done, "Your application is withdrawn", "Withdrawn by you");
  const stopped = textOf(done).match(/\(stopped\)/g) ?? [];
  assert.equal(stopped.length, 2, "the step that was running, and the end");
  const late = await person.get(`/applications/${caseId}/withdraw`);
  assert.equal(late.status, 409);
});

test("Who is refused reads why, in the officer's words, and appeals in time", async () => {
  const { caseId } = await sent(town, "birth-certificate", { person: mother });
  const statement = { id: newId(), text: "No entry of 14 March was found." };
  await completed(town, caseId, "register-check", "not-found", {
    code: "not-registered",
    statement,
  });
  const person = await inEnglish(town, mother);
  const refused = await person.get(`/applications/${caseId}`);
  says(
    refused,
    "Refused",
    "There is no record of the birth in the register",
    statement.text,
    "You can appeal until",
  );
  const form = await person.get(`/applications/${caseId}/appeal`);
  const empty = await person.post(form.path, { text: "  " });
  assert.equal(empty.status, 422);
  const grounds = "I have the notice & the <stamp> of the hospital";
  const lodged = await person.post(form.path, { text: grounds });
  says(lodged, "We have received your appeal", "Under appeal", "Appeal sent");
  assert.ok(lodged.body.includes("&lt;stamp&gt;"));
  assert.equal((await person.get(`/applications/${caseId}/appeal`)).status, 409);
});

test("A refusal cannot be appealed when the time for it is over", async () => {
  const { caseId } = await sent(town, "birth-certificate", { person: mother });
  const statement = { id: newId(), text: "No entry." };
  await completed(town, caseId, "register-check", "not-found", {
    code: "not-registered",
    statement,
  });
  const start = town.now().toISOString();
  town.setClock("2027-01-15T08:00:00Z");
  const person = await inEnglish(town, mother);
  const refused = await person.get(`/applications/${caseId}`);
  assert.doesNotMatch(refused.body, /\/appeal"/);
  const late = await person.get(`/applications/${caseId}/appeal`);
  assert.equal(late.status, 409);
  says(late, "The time for this has passed");
  town.setClock(start);
});

test("A missing paper is sent after an officer asked for it, and the good one of two is kept", async () => {
  const { caseId } = await sent(town, "mineral-exploration-licence");
  await requested(town, caseId, ["documents.map", "blocks[0].hectares"], "The map is not legible.");
  const person = await inEnglish(town, "habimana-eric");
  const page = await person.get(`/applications/${caseId}/answer`);
  says(page, "The map is not legible", "Map of the blocks", "Block 1", "Size");
  const broken = await person.upload(
    page.path,
    { "blocks[0].hectares": "none" },
    { "document.map": pdf("map.pdf", "new map") },
  );
  assert.equal(broken.status, 422);
  says(broken, "map.pdf", "Enter a number");
  const done = await person.upload(page.path, { "blocks[0].hectares": "48.5" }, {});
  says(done, "Your answer has been sent", "48.5 hectares", "map.pdf");
});

test("A paper that may be there only once is sent anew, and the newer one counts", async () => {
  const { caseId } = await sent(town, "mineral-exploration-licence");
  await requested(town, caseId, ["documents.work-programme"], "The last year is missing.");
  const person = await inEnglish(town, "habimana-eric");
  const { path } = await person.get(`/applications/${caseId}/answer`);
  const anew = { "document.work-programme": pdf("whole.pdf", "all years") };
  const done = await person.upload(path, {}, anew);
  says(done, "Your answer has been sent", "whole.pdf");
});

test("A licence is renewed in its last ninety days, with the answers of the first time", async () => {
  const { caseId } = await sent(town, "mineral-exploration-licence");
  await completed(town, caseId, "intake", "complete");
  await completed(town, caseId, "geology", "support");
  await completed(town, caseId, "environment", "support");
  await completed(town, caseId, "decision", "grant");
  const start = town.now().toISOString();
  const fee = "area";
  await town.app.parts.cases.give({
    caseId,
    actor: { kind: "system" },
    command: { type: "record-payment", fee, bill: fee },
  });
  await town.settle();
  const person = await inEnglish(town, "habimana-eric");
  says(await person.get(`/applications/${caseId}`), "You can renew from 25 August 2030");
  town.setClock("2030-09-10T08:00:00Z");
  const again = await inEnglish(town, "habimana-eric");
  const open = await again.get(`/applications/${caseId}`);
  const draft = await again.post(`/applications/${caseId}/renew`);
  says(open, "We have kept your answers");
  assert.match(draft.path, /^\/drafts\/[0-9a-f-]{36}\/page\/company$/);
  assert.match(draft.body, /value="Rulindo Minerals Ltd"/);
  const twice = await again.get(`/applications/${caseId}`);
  assert.ok(twice.body.includes("renew"));
  const same = await again.post(`/applications/${caseId}/renew`);
  assert.equal(same.path, draft.path, "a renewal that was begun is gone on with");
  town.setClock(start);
});

test("An answer without the paper that was asked for does not use up the request", async () => {
  const { caseId } = await sent(town, "mineral-exploration-licence");
  await requested(town, caseId, ["documents.map"], "The map is not legible.");
  const person = await inEnglish(town, "habimana-eric");
  const page = await person.get(`/applications/${caseId}/answer`);
  const empty = await person.upload(page.path, {}, {});
  assert.equal(empty.status, 422);
  says(empty, "Attach this document");
  const done = await person.upload(page.path, {}, { "document.map": pdf("map.pdf", "new map") });
  says(done, "Your answer has been sent");
});
