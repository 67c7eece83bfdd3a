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

test("In a renewal the answers of before count, are asked again and told to nobody", async () => {
  town.setClock("2026-11-23T08:00:00Z");
  const caseId = await licence();
  town.setClock("2030-09-10T08:00:00Z");
  const bank = await program(town);
  const def = town.app.parts.catalogue.current(service);
  const reused = new Set(def?.renewal?.reuse);
  const all = { ...answersOf(service), start: "2030-12-01" };
  const fresh = Object.fromEntries(Object.entries(all).filter(([name]) => !reused.has(name)));
  const { body: draft } = await begin(bank, caseId, { answers: fresh });
  assert.deepEqual(draft.problems.filter(isAnswer), [], "nothing that was answered is missing");
  const path = `/api/v1/drafts/${draft.id}/screen`;
  let { body: screen } = await bank.get(path);
  const seen: string[] = [];
  const item = "Another Town Minerals Ltd";
  while (screen.page) {
    const said = JSON.stringify(screen);
    assert.ok(!seen.includes(screen.page), said);
    seen.push(screen.page);
    assert.doesNotMatch(said, /Rulindo Minerals|"answer":"1/, said);
    const carried = (screen.questions ?? []).filter((each: { carried?: boolean }) => each.carried);
    for (const each of carried) assert.ok(reused.has(each.field) && !("answer" in each), said);
    if (screen.show === "items") assert.equal(screen.carried, true);
    const names = (screen.questions ?? []).map(({ field }: { field: string }) => field);
    const own = Object.entries(fresh).filter(([name]) => names.includes(name));
    const other = screen.page === "company" ? { company_name: item } : {};
    const answers = { ...Object.fromEntries(own), ...other };
    screen = (await bank.post(path, { page: screen.page, answers })).body;
  }
  assert.equal(screen.show, "documents", JSON.stringify(screen));
  const { body: company } = await bank.get(`${path}?page=company`);
  const given = company.questions.filter((each: object) => "answer" in each);
  assert.deepEqual(
    given.map(({ answer }: { answer: unknown }) => answer),
    [item],
  );
  await attachAll(bank, draft.id, draft.wanted);
  const confirmation = await saidYes(town, bank, holder, { draft: draft.id });
  const done = await bank.post("/api/v1/applications", { draft: draft.id, confirmation });
  assert.equal(done.status, 201, JSON.stringify(done.body));
  const { answers } = await opened(town, done.body.id);
  assert.deepEqual(answers, { ...all, company_name: item });
});

test("A list that is carried over is replaced from its first new item on", async () => {
  town.setClock("2026-11-23T08:00:00Z");
  const caseId = await licence();
  town.setClock("2030-09-10T08:00:00Z");
  const bank = await program(town);
  const page = town.app.parts.catalogue.current(service)?.form.find(({ repeat }) => repeat);
  const name = page?.repeat?.name ?? "";
  const { [name]: blocks, ...others } = answersOf(service);
  const { body: draft } = await begin(bank, caseId, {
    answers: { ...others, start: "2030-12-01" },
  });
  const path = `/api/v1/drafts/${draft.id}/screen`;
  const { body: first } = await bank.get(`${path}?page=${page?.id}&item=0`);
  assert.ok(first.questions.every((each: object) => !("answer" in each)));
  const [block] = blocks as readonly object[];
  const { body } = await bank.post(path, { page: page?.id, item: 0, answers: block });
  assert.deepEqual([body.show, body.count, body.carried], ["items", 1, undefined]);
});

const isAnswer = ({ pointer }: { pointer: string }) => pointer.startsWith("/answers");
