import assert from "node:assert/strict";
import { after, before, beforeEach, test } from "node:test";
import { type FreshDatabase, freshDatabase } from "../../../tests/database.ts";
import { officer, plainCases } from "../../../tests/given.ts";
import { rowsRead } from "../../../tests/rows-read.ts";
import { rankedService, readText } from "../../catalogue/good-service.fixture.ts";
import type { Definition } from "../../catalogue/index.ts";
import type { Answers } from "../../form/index.ts";
import { type CaseId, must, type PersonId } from "../../kernel/index.ts";
import { newId } from "../../platform/db/index.ts";
import { type Cases, makeCases } from "../make.ts";
import type { CaseCommand } from "../model.ts";
import { makeOwnVotes } from "./own-votes.ts";

let database: FreshDatabase;
let cases: Cases;
let now = new Date();
const definition = readText(rankedService).definition;
assert.ok(definition);
let service: Definition = { ...definition };
const beyondPlaces = readText(
  rankedService.replace("places: 2\n", "places: 2\n        beyond: true\n"),
).definition as Definition;
const [ann, ben] = [1, 2].map(() => officer(newId(), "mines", "director"));
assert.ok(ann && ben);
const system = { kind: "system" } as const;
const opens = "2026-11-01";

before(async () => {
  database = await freshDatabase();
  cases = makeCases({
    sql: database.appSql,
    clock: () => now,
    ...plainCases,
    definition: () => service,
  });
});
after(() => database.drop());
beforeEach(async () => {
  now = new Date("2026-11-23T08:00:00Z");
  service = { ...definition };
  await database.ownerSql`truncate cases.rank`;
});

const referenceOf = async (caseId: string) =>
  (await cases.open(caseId))?.state.submitted?.reference;

async function submitted(budget: number): Promise<string> {
  const answers: Answers = {
    ...{ stone: "sand", tools: ["drill"], start: "2027-01-01", country: "RW", budget },
    ...{ phone: "+250788000001", pits: [{ hectares: 1 }] },
  };
  const person = newId() as PersonId;
  const applicant = {
    ...{ name: "Uwase Aline", birthDate: null, nationalId: null },
    ...{ nationality: "RW", phone: null, email: null },
  };
  const draft = { person, service: service.id, definition: service.version, answers };
  const draftId = await cases.startDraft(draft);
  const { caseId } = must(await cases.submit({ draftId, person, applicant, lang: "en" }));
  const paid = { type: "record-payment", fee: "permit", bill: "b" } as const;
  must(await cases.give({ caseId, command: paid, actor: system }));
  return caseId;
}

const act = (caseId: string, command: CaseCommand, actor = ann) =>
  cases.give({ caseId, command, actor });

/** Examined, and now ranked. */
async function ranked(depth: number, budget = 500): Promise<string> {
  const caseId = await submitted(budget);
  const findings = { depth, ...(depth > 5 && { grade: "fine" }) };
  must(await act(caseId, { type: "complete", task: "1.intake", outcome: "complete", findings }));
  must(await act(caseId, { type: "complete", task: "2.geology", outcome: "fine" }));
  return caseId;
}

const grant = (text?: string): CaseCommand => ({
  ...{ type: "complete", task: "3.decision", outcome: "grant" },
  ...(text && { statement: { id: newId(), text } }),
});

const order = async () => {
  const ranking = await cases.rankingOf(service, opens);
  assert.ok(ranking);
  return ranking.places.map(({ entry, rank }) => [entry.id, rank]);
};

test("The applications of a call are ranked by their criteria, ties side by side", async () => {
  const [second, best, also, low] = [
    await ranked(4, 600),
    await ranked(9),
    await ranked(4, 600),
    await ranked(4, 500),
  ];
  const sequence = await order();
  assert.deepEqual(sequence[0], [best, 1]);
  assert.deepEqual(
    new Map(sequence.slice(1, 3) as [string, number][]),
    new Map([
      [second, 2],
      [also, 2],
    ]),
  );
  assert.deepEqual(sequence[3], [low, 4]);
});

test("Nobody is decided on before the call is over and everybody has been examined", async () => {
  const caseId = await ranked(9);
  const refusalOf = async () => {
    const answer = await act(caseId, grant());
    assert.ok(!answer.ok);
    return answer.refusal;
  };
  const open = await refusalOf();
  assert.equal(open.code, "case.ranking-open");
  assert.deepEqual(open.facts, { missing: 0, closes: "2026-11-30" });
  const latecomer = await submitted(500);
  now = new Date("2026-12-01T08:00:00Z");
  assert.deepEqual((await refusalOf()).facts, { missing: 1, closes: "2026-11-30" });
  const { person } = (await cases.open(latecomer))?.state.submitted ?? {};
  assert.ok(person);
  must(await act(latecomer, { type: "withdraw" }, { kind: "person", id: person }));
  must(await act(caseId, grant()));
  assert.equal((await cases.open(caseId))?.state.decision?.outcome, "granted");
});

test("A reason is required to take one from below the line, or from a tie across it", async () => {
  const [first, second, third, fourth] = [
    await ranked(9),
    await ranked(6),
    await ranked(6),
    await ranked(2),
  ];
  now = new Date("2026-12-01T08:00:00Z");
  must(await act(first, grant()));
  for (const caseId of [second, third, fourth]) {
    const bare = await act(caseId, grant());
    assert.ok(!bare.ok && bare.refusal.code === "case.reason-missing");
  }
  must(await act(second, grant("Her district had nobody.")));
  assert.deepEqual(await cases.placeOf(service, third), {
    ...{ rank: 2, equal: 2, of: 4, line: "across", missing: 0, complete: true },
    ...{ opens, closes: "2026-11-30", numbers: [6, 500], task: "3.decision" },
    ...{ places: 2, taken: 2, takenBy: [await referenceOf(first), await referenceOf(second)] },
  });
});

test("How one decided is read once of each file, and then what came after it", async () => {
  const id = (await ranked(9)) as CaseId;
  now = new Date("2026-12-01T08:00:00Z");
  assert.ok(ann.kind === "officer");
  const own = ann.id;
  await database.ownerSql.begin(async (tx) => {
    await tx`set local enable_seqscan = off`;
    const ownVotes = makeOwnVotes(tx);
    const asked = async () => {
      const before = await rowsRead(tx, "events.event");
      const vote = (await ownVotes([{ id, task: "3.decision" }], own, now)).get(id);
      return [vote?.outcome, (await rowsRead(tx, "events.event")) - before] as const;
    };
    const [none, all] = await asked();
    assert.ok(none === undefined && all > 5);
    assert.deepEqual(await asked(), [undefined, 0]);
    must(await act(id, grant()));
    const { history = [] } = (await cases.open(id)) ?? {};
    assert.deepEqual(await asked(), ["grant", history.length - all]);
  });
});

test("No more are granted than there are places, and it is said who has them", async () => {
  const files = [await ranked(9), await ranked(8), await ranked(7)] as const;
  now = new Date("2026-12-01T08:00:00Z");
  must(await act(files[0], grant()));
  must(await act(files[1], grant()));
  const full = await act(files[2], grant("Her district had nobody."));
  assert.ok(!full.ok);
  assert.equal(full.refusal.code, "case.places-taken");
  const names = [await referenceOf(files[0]), await referenceOf(files[1])].join(", ");
  assert.deepEqual(full.refusal.facts, { taken: 2, places: 2, files: names });
});

test("Two who are granted the last place at the same moment: one of them has it", async () => {
  for (let round = 0; round < 3; round++) {
    await database.ownerSql`truncate cases.rank`;
    now = new Date("2026-11-23T08:00:00Z");
    const [first, ...tied] = [await ranked(9), await ranked(6), await ranked(6)];
    now = new Date("2026-12-01T08:00:00Z");
    must(await act(first, grant()));
    const both = await Promise.all(tied.map((caseId) => act(caseId, grant("By her letter."))));
    assert.equal(both.filter(({ ok }) => ok).length, 1);
    const refused = both.find((each) => !each.ok);
    assert.ok(refused && !refused.ok && refused.refusal.code === "case.places-taken");
  }
});

test("Where the service lets the places be exceeded, that is meant, and has a reason", async () => {
  const files = [await ranked(9), await ranked(8), await ranked(7)] as const;
  now = new Date("2026-12-01T08:00:00Z");
  must(await act(files[0], grant()));
  must(await act(files[1], grant()));
  service = beyondPlaces;
  const unsaid = await act(files[2], grant("Her district had nobody."));
  assert.ok(!unsaid.ok && unsaid.refusal.code === "case.beyond-unsaid");
  const bare = await act(files[2], { ...grant(), beyond: true } as CaseCommand);
  assert.ok(!bare.ok && bare.refusal.code === "case.reason-missing");
  const meant = { ...grant("Her district had nobody."), beyond: true } as CaseCommand;
  must(await act(files[2], meant));
  const { history } = (await cases.open(files[2])) ?? {};
  assert.ok(history?.some(({ type }) => type === "PlacesExceeded"));
});

test("The events tell that the ranking was entered, and none of the numbers", async () => {
  const caseId = await ranked(9, 87654);
  const rows = await database.appSql`
    select from events.event where stream = ${`case-${caseId}`} and data::text like '%87654%'`;
  assert.equal(rows.length, 0);
  const [row] = await database.appSql`select numbers from cases.rank where case_id = ${caseId}`;
  assert.deepEqual(row?.numbers, [9, 87654]);
});

test("Who has no number for the first criterion is not ready, and not selected", async () => {
  const [first, unassessed] = [await ranked(9), await ranked(8)];
  await database.ownerSql`
    update cases.rank set numbers = '[null, 500]' where case_id = ${unassessed}`;
  now = new Date("2026-12-01T08:00:00Z");
  assert.deepEqual(await order(), [[first, 1]]);
  const ranking = await cases.rankingOf(service, opens);
  assert.deepEqual([ranking?.missing, ranking?.complete], [1, false]);
  const refused = await act(unassessed, grant("Why not."));
  assert.ok(!refused.ok && refused.refusal.code === "case.not-assessed");
});
