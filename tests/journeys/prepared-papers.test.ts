import assert from "node:assert/strict";
import { after, before, beforeEach, test } from "node:test";
import type { Client } from "../client.ts";
import { startTown, type Town } from "../town.ts";
import { pdf, requested } from "./apply-given.ts";
import { codeOf, mother, opened as openFile, seated } from "./counter-given.ts";
import { opened, sent } from "./office-given.ts";

let town: Town;
let operator: Client;
let person: Client;
let visit: string;
let caseId: string;
before(async () => {
  town = await startTown();
  person = await town.as(mother.id);
  operator = await seated(town, "uwase-claudine", "1");
  visit = await openFile(operator, mother.card);
});
after(() => town?.close());
beforeEach(async () => {
  ({ caseId } = await sent(town, "recognition-of-foreign-degree", { person: mother.id }));
  await requested(town, caseId, ["documents.degree"], "The second page is missing.");
});

const answerAt = () => `${visit}/applications/${caseId}/act/answer`;
const inCase = async () => (await opened(town, caseId)).documents.degree?.map(({ name }) => name);
const waiting = () =>
  town.app.sql<{ name: string }[]>`
  select name from cases.file where answer_to = ${caseId} order by at, id`.then((rows) =>
    rows.map(({ name }) => name),
  );

/** Brings a paper at the counter, where a code then goes to the person's telephone. */
async function brought(name: string) {
  await operator.get(answerAt());
  const asked = await operator.upload(answerAt(), {}, { "document.degree": pdf(name, name) });
  assert.match(asked.body, new RegExp(name), "it stands in what the person says yes to");
  return operator.last;
}

test("A paper brought at the counter enters the case with the person's yes", async () => {
  await brought("degree-2.pdf");
  assert.deepEqual(await inCase(), ["paper.pdf"], "the office sees none of it");
  const own = await person.get(`/applications/${caseId}`);
  assert.doesNotMatch(own.body, /degree-2\.pdf/, "nobody says that the person sent it");
  const code = await codeOf(town, mother.id);
  const done = await operator.post(`${answerAt()}/confirm`, { code });
  assert.match(done.body, /The answer was sent/);
  assert.deepEqual(await inCase(), ["paper.pdf", "degree-2.pdf"]);
  assert.deepEqual(await waiting(), []);
});

test("A yes is to the papers that were there: one brought after it voids it", async () => {
  const asked = await brought("one.pdf");
  const code = await codeOf(town, mother.id);
  await operator.get(answerAt());
  await operator.upload(
    answerAt(),
    { _action: "upload" },
    { "document.degree": pdf("two.pdf", "2") },
  );
  operator.last = asked;
  const late = await operator.post(`${answerAt()}/confirm`, { code });
  assert.equal(late.status, 409);
  assert.deepEqual(await inCase(), ["paper.pdf"]);
});

test("What a counter and what the person prepares stay apart; a yes takes one", async () => {
  await brought("at-counter.pdf");
  await person.get(`/applications/${caseId}/answer`);
  const kept = await person.upload(
    `/applications/${caseId}/answer`,
    { _action: "upload" },
    { "document.degree": pdf("own.pdf", "own") },
  );
  assert.match(kept.body, /own\.pdf/);
  assert.doesNotMatch(kept.body, /at-counter\.pdf/);
  assert.deepEqual(await waiting(), ["at-counter.pdf", "own.pdf"]);
  assert.deepEqual(await inCase(), ["paper.pdf"], "also one's own waits until it is sent");
  await person.upload(`/applications/${caseId}/answer`, {}, {});
  assert.deepEqual(await inCase(), ["paper.pdf", "own.pdf"]);
  assert.deepEqual(await waiting(), [], "the other was said yes to by nobody, and is gone");
});

test("Papers that nobody said yes to go after a day", async () => {
  const { sweepPrepared } = town.app.parts.cases;
  await brought("left.pdf");
  await sweepPrepared();
  assert.deepEqual(await waiting(), ["left.pdf"]);
  town.setClock(new Date(town.now().getTime() + 25 * 3_600_000).toISOString());
  await sweepPrepared();
  assert.deepEqual(await waiting(), []);
});
