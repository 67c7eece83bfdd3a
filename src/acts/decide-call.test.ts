import assert from "node:assert/strict";
import { join } from "node:path";
import { after, before, beforeEach, test } from "node:test";
import { type FreshDatabase, freshDatabase } from "../../tests/database.ts";
import { officer, plainCases } from "../../tests/given.ts";
import { type Actor, type Cases, makeCases, votedOn } from "../cases/index.ts";
import { rankedService, readText } from "../catalogue/good-service.fixture.ts";
import type { Answers } from "../form/index.ts";
import { must, type PersonId } from "../kernel/index.ts";
import { newId } from "../platform/db/index.ts";
import { makeI18n } from "../platform/i18n/index.ts";
import { decideCall } from "./decide-call.ts";

const text = rankedService
  .replace(
    "outcomes: {grant: {title: Grant, to: granted}}}",
    "outcomes: {grant: {title: Grant, to: granted}, \
refuse: {title: Refuse, to: refused, reasonRequired: true}}}",
  )
  .replace(
    "places: 2\n",
    "places: 20\n        decide: {above: grant, below: refuse, reason: REASON}\n",
  );
const reason = /refusalReasons:\s*\{?\s*([a-z-]+):/.exec(text)?.[1] ?? "";
const { definition, findings } = readText(text.replace("REASON", reason));
assert.ok(definition, JSON.stringify(findings));
const single = definition;
const committee = { members: 3, quorum: 2, majority: "simple" as const, otherwise: "refuse" };
assert.ok(single.process);
const together = {
  ...single,
  process: {
    ...single.process,
    stages: single.process.stages.map((stage) => (stage.ranking ? { ...stage, committee } : stage)),
  },
};

let database: FreshDatabase;
let cases: Cases;
let service = { ...single };
let now = new Date();
const [ann, ben, cyd] = [1, 2, 3].map(() => officer(newId(), "mines", "director"));
assert.ok(ann && ben && cyd);
const opens = "2026-11-01";
const i18n = makeI18n(join(import.meta.dirname, "../../messages"), ["en", "fr"]);

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
  service = { ...single };
  await database.ownerSql`truncate cases.rank`;
});

/** Examined, and ranked by depth and then budget. */
async function ranked(depth: number, budget: number, lang = "en"): Promise<string> {
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
  const { caseId } = must(await cases.submit({ draftId, person, applicant, lang }));
  const give = async (actor: Actor, command: Parameters<Cases["give"]>[0]["command"]) =>
    must(await cases.give({ caseId, command, actor }));
  await give({ kind: "system" }, { type: "record-payment", fee: "permit", bill: "b" });
  await give(ann as Actor, {
    ...{ type: "complete", task: "1.intake", outcome: "complete" },
    findings: { depth, ...(depth > 5 && { grade: "fine" }) },
  });
  await give(ann as Actor, { type: "complete", task: "2.geology", outcome: "fine" });
  return caseId;
}

const decide = (actor: Actor, key = newId()) =>
  decideCall({ cases, i18n }, { definition: service, opens, actor, key });

const statusesOf = async (files: readonly string[]) =>
  Promise.all(
    files.map(async (id) => {
      const { decision, status } = (await cases.open(id))?.state ?? {};
      return decision?.outcome ?? status;
    }),
  );

test("A call of 200 candidates is decided in one act, each refusal with its place", async () => {
  const files: string[] = [];
  for (let n = 0; n < 200; n++) files.push(await ranked(9, 1000 - n, n % 2 ? "fr" : "en"));
  const open = await decide(ann);
  assert.ok(!open.ok && open.refusal.code === "case.ranking-open");
  now = new Date("2026-12-01T08:00:00Z");
  const results = must(await decide(ann));
  assert.equal(results.length, 200);
  assert.deepEqual(
    results.filter(({ refusal }) => refusal),
    [],
  );
  const statuses = await statusesOf(files);
  assert.deepEqual(
    [statuses.slice(0, 20), statuses.slice(20)].map((part) => [...new Set(part)]),
    [["granted"], ["refused"]],
  );
  const last = await cases.open(files.at(-1) ?? "");
  const words = last?.statements.get(last.state.decision?.reason?.text ?? "");
  assert.equal(words, "Votre demande est classée 200 sur 200. Il y a 20 places.");
  assert.equal(last?.state.decision?.reason?.code, reason);
  assert.deepEqual(must(await decide(ann)), [], "nothing is done twice");
});

test("Equal ranks across the line are left for people, the others are decided", async () => {
  const above: string[] = [];
  for (let n = 0; n < 19; n++) above.push(await ranked(9, 900 - n));
  const equal = [await ranked(9, 600), await ranked(9, 600)];
  const below = await ranked(8, 500);
  now = new Date("2026-12-01T08:00:00Z");
  const results = must(await decide(ann));
  const left = results.filter(({ refusal }) => refusal);
  assert.deepEqual(left.map(({ caseId }) => caseId).toSorted(), equal.toSorted());
  assert.ok(left.every(({ refusal }) => refusal?.code === "case.across-the-line"));
  assert.deepEqual([...new Set(await statusesOf(above))], ["granted"]);
  assert.deepEqual(await statusesOf([...equal, below]), ["in-review", "in-review", "refused"]);
});

test("Where a committee decides, each member votes on the whole list", async () => {
  service = { ...together };
  const files = [await ranked(9, 500), await ranked(8, 500)];
  now = new Date("2026-12-01T08:00:00Z");
  must(await decide(ann));
  assert.deepEqual(await statusesOf(files), ["in-review", "in-review"]);
  const again = must(await decide(ann));
  assert.ok(again.every(({ refusal }) => refusal?.code === "case.voted-already"));
  must(await decide(ben));
  assert.deepEqual(await statusesOf(files), ["granted", "granted"]);
});

test("Two members who vote at the same moment are both counted", async () => {
  service = { ...together };
  const [first = "", second = ""] = [await ranked(9, 500), await ranked(8, 500)];
  now = new Date("2026-12-01T08:00:00Z");
  for (const caseId of [first, second]) {
    const command = { type: "complete", task: "3.decision", outcome: "grant" } as const;
    const both = await Promise.all(
      [ann, ben].map((actor) => cases.give({ caseId, command, actor })),
    );
    assert.ok(both.every(({ ok }) => ok));
    const decision = (await cases.open(caseId))?.state.decision;
    assert.equal(decision?.outcome, "granted");
    assert.equal(decision?.by.length, 2);
  }
  const late = { type: "complete", task: "3.decision", outcome: "grant" } as const;
  const refused = await cases.give({ caseId: first, command: late, actor: cyd as Actor });
  assert.ok(!refused.ok && refused.refusal.code === "case.already-decided");
});

/** The committee, with one place. */
const onePlace = {
  ...together,
  process: {
    ...together.process,
    stages: together.process.stages.map((stage) =>
      stage.ranking ? { ...stage, ranking: { ...stage.ranking, places: 1 } } : stage,
    ),
  },
};

const voteFor = (caseId: string, actor: Actor, outcome = "grant") => {
  const statement = { id: newId(), text: "By her letter." };
  const refusing = outcome === "refuse" && { code: reason };
  const command = { type: "complete" as const, task: "3.decision", outcome, statement };
  return cases.give({ caseId, command: { ...command, ...refusing }, actor });
};

test("The votes that decide two equals at once select no more than there are places", async () => {
  service = { ...onePlace };
  const files = [await ranked(9, 500), await ranked(9, 500)];
  now = new Date("2026-12-01T08:00:00Z");
  for (const caseId of files) must(await voteFor(caseId, ann as Actor));
  const [first, second] = await Promise.all(files.map((caseId) => voteFor(caseId, ben as Actor)));
  const refused = [first, second].filter((each) => each && !each.ok);
  assert.equal(refused.length, 1);
  const [one] = refused;
  assert.ok(one && !one.ok && one.refusal.code === "case.places-taken");
  assert.deepEqual((await statusesOf(files)).toSorted(), ["granted", "in-review"]);
  const left = files[(await statusesOf(files)).indexOf("in-review")] ?? "";
  must(await voteFor(left, ben as Actor, "refuse"));
  must(await voteFor(left, cyd as Actor, "refuse"));
  assert.deepEqual((await statusesOf(files)).toSorted(), ["granted", "refused"]);
});

test("Votes of before the last place was taken select nobody beyond it", async () => {
  service = {
    ...onePlace,
    process: {
      ...onePlace.process,
      stages: onePlace.process.stages.map((stage) =>
        stage.ranking ? { ...stage, committee: { ...committee, members: 5 } } : stage,
      ),
    },
  };
  const [first = "", second = ""] = [await ranked(9, 500), await ranked(9, 500)];
  const [dan, eve] = [1, 2].map(() => officer(newId(), "mines", "director"));
  now = new Date("2026-12-01T08:00:00Z");
  must(await voteFor(second, ann as Actor));
  must(await voteFor(second, ben as Actor));
  for (const member of [ann, ben, cyd]) must(await voteFor(first, member as Actor));
  for (const member of [dan, eve]) {
    const statement = { id: newId(), text: "My niece." };
    const command = { type: "recuse" as const, task: "3.decision", statement };
    must(await cases.give({ caseId: second, command, actor: member as Actor }));
  }
  assert.deepEqual(await statusesOf([second]), ["in-review"], "the third may still vote");
  must(await voteFor(second, cyd as Actor, "refuse"));
  const { decision } = (await cases.open(second))?.state ?? {};
  assert.equal(decision?.outcome, "refused");
  assert.equal(decision?.reason?.code, "no-places");
});

test("A vote for a place that is taken by now counts for nothing, and that is told", async () => {
  service = { ...onePlace };
  const [first = "", second = ""] = [await ranked(9, 500), await ranked(9, 500)];
  now = new Date("2026-12-01T08:00:00Z");
  must(await voteFor(second, ann as Actor));
  for (const member of [ann, ben]) must(await voteFor(first, member as Actor));
  must(await voteFor(second, ben as Actor, "refuse"));
  assert.deepEqual(await statusesOf([second]), ["in-review"], "the third may vote otherwise");
  const statement = { id: newId(), text: "My niece." };
  const command = { type: "recuse" as const, task: "3.decision", statement };
  must(await cases.give({ caseId: second, command, actor: cyd as Actor }));
  const { state, definition } = (await cases.open(second)) ?? assert.fail();
  const { outcome, reason: why } = state.decision ?? {};
  assert.equal(outcome, "refused");
  assert.equal(why?.code, "no-places");
  assert.deepEqual(
    why?.also?.map(({ code }) => code),
    [reason],
  );
  const task = state.tasks.find(({ key }) => key === "3.decision") ?? assert.fail();
  const vote = votedOn(definition, task);
  assert.deepEqual([vote?.for.length, vote?.against.length], [1, 1]);
});
