import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { after, before, test } from "node:test";
import { keepBrought } from "../../src/programs/index.ts";
import { startTown, type Town } from "../town.ts";
import { answersOf, saidYes } from "./api-apply-given.ts";
import { demoClient, type Program, program } from "./api-given.ts";
import { completed, pdf } from "./apply-given.ts";
import { bySystem, opened, sent } from "./office-given.ts";

const service = "mineral-exploration-licence";
const holder = "habimana-eric";
let town: Town;
before(async () => {
  town = await startTown();
});
after(() => town.close());

/** A licence for which the demonstration's program has applied. */
async function licence(): Promise<string> {
  const { caseId, reference } = await sent(town, service, { person: holder });
  const brought = { caseId, reference, client: demoClient.id };
  await keepBrought(town.app.sql, town.now(), brought);
  for (const [task, outcome] of [
    ["intake", "complete"],
    ["geology", "support"],
    ["environment", "support"],
    ["decision", "grant"],
  ] as const)
    await completed(town, caseId, task, outcome);
  await bySystem(town, caseId, { type: "record-payment", fee: "area", bill: "area" });
  await town.settle();
  return caseId;
}

const begin = (bank: Program, renews: string, more: object = {}) =>
  bank.post("/api/v1/drafts", {
    renews,
    answers: { ...answersOf(service), start: "2030-12-01" },
    lang: "en",
    ...more,
  });

async function attachAll(bank: Program, draft: string, wanted: readonly { id: string }[]) {
  for (const { id } of wanted) {
    const form = new FormData();
    form.append(`document.${id}`, pdf(`${id}.pdf`, id));
    const kept = await bank.post(`/api/v1/drafts/${draft}/documents`, form);
    assert.equal(kept.status, 201, JSON.stringify(kept.body));
  }
}

test("A program renews what it applied for, in its term, when the person says yes", async () => {
  const caseId = await licence();
  const early = await begin(await program(town), caseId);
  assert.deepEqual([early.status, early.body.code], [409, "case.too-early"]);
  town.setClock("2030-09-10T08:00:00Z");
  const bank = await program(town);
  const { body: now } = await bank.get(`/api/v1/applications/${caseId}`);
  assert.ok(
    now.acts.some((each: { act: string; open: boolean }) => each.act === "renew" && each.open),
  );
  const stranger = await begin(bank, randomUUID());
  assert.deepEqual([stranger.status, stranger.body.code], [404, "case.not-found"]);
  const both = await begin(bank, caseId, { service });
  assert.deepEqual([both.status, both.body.errors[0].pointer], [422, "/renews"]);
  const { body: empty } = await begin(bank, caseId, { answers: {} });
  const { body: screen } = await bank.get(`/api/v1/drafts/${empty.id}/screen`);
  assert.ok(
    screen.questions.every((each: object) => !("answer" in each)),
    "no answer is told",
  );
  const draft = await begin(bank, caseId);
  assert.equal(draft.status, 201, JSON.stringify(draft.body));
  await attachAll(bank, draft.body.id, draft.body.wanted);
  const confirmation = await saidYes(town, bank, holder, { draft: draft.body.id });
  const done = await bank.post("/api/v1/applications", { draft: draft.body.id, confirmation });
  assert.equal(done.status, 201, JSON.stringify(done.body));
  const { state } = await opened(town, done.body.id);
  assert.equal(state.submitted?.renews, caseId);
  assert.equal(state.submitted?.person, (await town.person(holder)).id);
});
