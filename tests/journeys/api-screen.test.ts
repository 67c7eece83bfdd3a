import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { after, before, test } from "node:test";
import { startTown, type Town } from "../town.ts";
import { answersOf, nationalIdOf, saidYes } from "./api-apply-given.ts";
import { type Program, program } from "./api-given.ts";

let town: Town;
let bank: Program;
before(async () => {
  town = await startTown();
  bank = await program(town);
});
after(() => town.close());

async function begun(service: string, answers: object = {}): Promise<string> {
  const person = { nationalId: await nationalIdOf(town, "mukamana-vestine") };
  const draft = await bank.post("/api/v1/drafts", { service, person, answers, lang: "en" });
  assert.equal(draft.status, 201, JSON.stringify(draft.body));
  return `/api/v1/drafts/${draft.body.id}/screen`;
}

type Question = { field: string; required: boolean; searched?: boolean };
const fieldsOf = (questions: Question[]) => questions.map(({ field }) => field);

/** Answers of the first example that this page asks. */
const answersFor = (all: Record<string, unknown>, questions: Question[]) =>
  Object.fromEntries(
    fieldsOf(questions).flatMap((name) => (name in all ? [[name, all[name]]] : [])),
  );

test("A program is asked page by page until all is answered, and then sends for the person", async () => {
  const service = "birth-certificate";
  const all = answersOf(service);
  const path = await begun(service);
  let { body: screen, status } = await bank.get(path);
  assert.equal(status, 200, JSON.stringify(screen));
  assert.deepEqual([screen.show, screen.step.number], ["questions", 1]);
  const seen = new Set<string>();
  while (screen.show === "questions") {
    // A page comes again only with a question that the answers to it raised.
    const asked = `${screen.page}: ${fieldsOf(screen.questions)}`;
    assert.ok(!seen.has(asked), JSON.stringify(screen));
    seen.add(asked);
    const given = { page: screen.page, answers: answersFor(all, screen.questions) };
    const next = await bank.post(path, given);
    assert.equal(next.status, 200, JSON.stringify(next.body));
    screen = next.body;
  }
  assert.equal(screen.show, "check");
  const draft = path.split("/").at(-2) ?? "";
  const confirmation = await saidYes(town, bank, "mukamana-vestine", { draft });
  const sent = await bank.post("/api/v1/applications", { draft, confirmation });
  assert.equal(sent.status, 201, JSON.stringify(sent.body));
});

test("What is wrong comes back with the answers that could be read, which are kept", async () => {
  const service = "birth-certificate";
  const path = await begun(service);
  const { body: first } = await bank.get(path);
  const answers = answersFor(answersOf(service), first.questions);
  const [wrong] = fieldsOf(first.questions.filter(({ required }: Question) => required));
  assert.ok(wrong);
  const { [wrong]: _, ...others } = answers;
  const again = await bank.post(path, { page: first.page, answers: others });
  assert.equal(again.body.page, first.page);
  assert.deepEqual(
    again.body.problems.map(({ field, code }: { field: string; code: string }) => [field, code]),
    [[wrong, "required"]],
  );
  assert.ok(again.body.problems[0].detail);
  const { body: later } = await bank.get(path);
  assert.equal(later.page, first.page);
  for (const { field, answer } of later.questions)
    assert.deepEqual(answer, answers[field === wrong ? "" : field]);
  const stray = await bank.post(path, { page: first.page, answers: { ...answers, shoe_size: 44 } });
  assert.deepEqual(stray.body.problems[0].code, "unknown-field");
});

test("A long code list is searched, and the entry named whole is chosen", async () => {
  const service = "certificate-of-origin";
  const path = await begun(service, answersOf(service));
  const { body: goods } = await bank.get(`${path}?page=goods`);
  const question = goods.questions.find(({ searched }: Question) => searched);
  assert.ok(question, JSON.stringify(goods));
  const { field } = question;
  const search = { [field]: "coffee" };
  const { body: looked } = await bank.post(path, { page: "goods", do: "search", search });
  assert.deepEqual(looked.problems, []);
  const hits = looked.questions.find((each: Question) => each.field === field).search;
  assert.equal(hits.text, "coffee");
  assert.ok(hits.count >= hits.matches.length && hits.matches.length > 1, JSON.stringify(hits));
  const { [field]: before, ...others } = answersFor(answersOf(service), goods.questions);
  const whole = { [field]: hits.matches[1].label.en };
  await bank.post(path, { page: "goods", answers: others, search: whole });
  const { body: now } = await bank.get(`${path}?page=goods`);
  const chosen = now.questions.find((each: Question) => each.field === field);
  assert.equal(chosen.answer, hits.matches[1].value);
  assert.notEqual(chosen.answer, before);
});

test("Items are added, counted and removed; the same request again adds no second one", async () => {
  const service = "mineral-exploration-licence";
  const all = answersOf(service);
  const def = town.app.parts.catalogue.current(service);
  const page = def?.form.find(({ repeat }) => repeat);
  assert.ok(page?.repeat);
  const items = all[page.repeat.name] as Record<string, unknown>[];
  const path = await begun(service, { ...all, [page.repeat.name]: items.slice(0, 1) });
  const key = { "idempotency-key": randomUUID() };
  const given = { page: page.id, item: 1, answers: items[0] };
  for (const _ of [1, 2]) {
    const { body } = await bank.post(path, given, key);
    assert.deepEqual([body.show, body.count], ["items", 2], JSON.stringify(body));
  }
  const { body } = await bank.post(path, { page: page.id, do: "remove", item: 1 });
  assert.deepEqual([body.show, body.count], ["items", 1], JSON.stringify(body));
  const nowhere = await bank.get(`${path}?page=nothing`);
  assert.deepEqual([nowhere.status, nowhere.body.code], [404, "api.page-not-found"]);
});
