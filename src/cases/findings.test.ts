import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { type FreshDatabase, freshDatabase } from "../../tests/database.ts";
import { officer, plainCases } from "../../tests/given.ts";
import { goodService, readText } from "../catalogue/good-service.fixture.ts";
import { type Answers, claimsOf } from "../form/index.ts";
import { must, type PersonId } from "../kernel/index.ts";
import { newId } from "../platform/db/index.ts";
import { findingsOf, processValuesOf } from "./index.ts";
import { type Cases, makeCases } from "./make.ts";
import type { CaseCommand } from "./model.ts";

let database: FreshDatabase;
let cases: Cases;
const { definition } = readText(goodService);
let now = new Date("2026-11-23T08:00:00Z");
const person = newId() as PersonId;
const applicant = {
  ...{ name: "Uwase Aline", birthDate: null, nationalId: null },
  ...{ nationality: "RW", phone: null, email: null },
};
const answers: Answers = {
  ...{ stone: "sand", tools: ["drill"], start: "2027-01-01", country: "RW", budget: 500 },
  ...{ phone: "+250788000001", pits: [{ hectares: 1 }] },
};
const [ann, ben, cyd] = [1, 2, 3].map(() => officer(newId(), "mines", "director"));
const idOf = (actor = ann) => (actor?.kind === "officer" ? actor.id : undefined);
const system = { kind: "system" } as const;

before(async () => {
  database = await freshDatabase();
  cases = makeCases({
    sql: database.appSql,
    clock: () => now,
    ...plainCases,
    definition: () => definition,
  });
});
after(() => database.drop());

async function begun(): Promise<string> {
  assert.ok(definition);
  const { id: service, version } = definition;
  const draftId = await cases.startDraft({ person, service, definition: version, answers });
  const { caseId } = must(await cases.submit({ draftId, person, applicant, lang: "en" }));
  await pay(caseId, "permit");
  return caseId;
}
const pay = async (caseId: string, fee: string) => {
  const command = { type: "record-payment", fee, bill: "b" } as const;
  must(await cases.give({ caseId, command, actor: system }));
};
const act = (caseId: string, command: CaseCommand, actor = ann ?? system) =>
  cases.give({ caseId, command, actor });
const complete = (task: string, outcome: string, findings?: Answers): CaseCommand => ({
  ...{ type: "complete", task, outcome },
  ...(findings && { findings }),
});

test("findings that are missing, wrong or unasked are refused with their fields", async () => {
  const caseId = await begun();
  const tried = async (findings?: Answers) => {
    const answer = await act(caseId, complete("1.intake", "complete", findings));
    assert.equal(answer.ok, false);
    assert.ok(!answer.ok && answer.refusal.code === "case.findings-wrong");
    return (answer.refusal.problems ?? []).map(({ field, code }) => `${field} ${code}`);
  };
  assert.deepEqual(await tried(), ["depth required"]);
  assert.deepEqual(await tried({ depth: "deep" }), ["depth not-a-number"]);
  assert.deepEqual(await tried({ depth: 7, height: 2 }), [
    "grade required",
    "height unknown-field",
  ]);
});

test("an outcome is possible only with what was found", async () => {
  const caseId = await begun();
  const shallow = (depth: number): CaseCommand => ({
    ...{ type: "complete", task: "1.intake", outcome: "shallow", code: "too-large" },
    ...{ findings: { depth }, statement: { id: newId(), text: "It is not deep enough." } },
  });
  const tried = await act(caseId, shallow(1.5));
  assert.ok(!tried.ok && tried.refusal.code === "case.outcome-not-possible");
  assert.deepEqual((await cases.open(caseId))?.findings, {});
  must(await act(caseId, shallow(0.5)));
  assert.equal((await cases.open(caseId))?.state.status, "refused");
});

test("findings are stored apart from events, bring a fee and are printed", async () => {
  const caseId = await begun();
  must(await act(caseId, complete("1.intake", "complete", { depth: 7.5, grade: "rough" })));
  const at = await cases.open(caseId);
  assert.ok(at);
  assert.deepEqual(processValuesOf(at, "2026-11-23").findings, {
    intake: { depth: 7.5, grade: "rough" },
  });
  must(await act(caseId, complete("2.geology", "fine")));
  must(await act(caseId, complete("3.decision", "grant"), ben));
  must(await act(caseId, { type: "confirm", task: "3.decision" }, cyd));
  const granted = await cases.open(caseId);
  assert.ok(granted && definition);
  assert.equal(granted.state.status, "granted-awaiting-payment");
  const royalty = granted.state.submitted?.fees.find(({ id }) => id === "royalty");
  assert.deepEqual(royalty, {
    id: "royalty",
    money: { minor: 750, currency: "RWF" },
    due: "grant",
  });
  await pay(caseId, "royalty");
  assert.equal((await cases.open(caseId))?.state.status, "granted");
  const about = { reference: "1", submittedOn: "2026-11-23", decidedOn: "2026-11-23" };
  const entries = findingsOf(granted.state, granted.findings);
  const claims = claimsOf(
    definition,
    answers,
    { today: "2026-11-23", applicant, renewal: false },
    about,
    undefined,
    entries,
  );
  assert.equal(claims.at(-1)?.value, "7.5");
  const rows = await database.appSql`
    select from events.event where stream = ${`case-${caseId}`} and data::text like '%rough%'`;
  assert.equal(rows.length, 0);
});

test("whoever recorded it corrects a finding: what it was stays, outside the events", async () => {
  const caseId = await begun();
  must(await act(caseId, complete("1.intake", "complete", { depth: 7.5, grade: "rough" })));
  const correct = (findings: Answers, by = ann) =>
    act(caseId, { type: "correct-finding", task: "1.intake", findings }, by);
  const refused = async (findings: Answers, by = ann) => {
    const given = await correct(findings, by);
    return given.ok ? undefined : given.refusal.code;
  };
  const deeper = { depth: 8.5, grade: "rough" };
  assert.equal(await refused(deeper, ben), "case.finding-of-other");
  assert.equal(await refused({ depth: 7.5, grade: "rough" }), "case.nothing-changed");
  assert.equal(await refused({ depth: 8.5 }), "case.findings-wrong", "the grade is asked then");
  must(await correct(deeper));
  const at = await cases.open(caseId);
  assert.deepEqual(at?.findings["1.intake"], deeper);
  const [earlier] = at?.corrections["1.intake"] ?? [];
  assert.deepEqual(earlier, { at: now.toISOString(), by: idOf(ann), values: { depth: 7.5 } });
  must(await act(caseId, complete("2.geology", "fine"), ben));
  const read = await refused({ depth: 70, grade: "rough" });
  assert.equal(read, "case.finding-read", "whether a sketch is given was decided by it");
  must(await act(caseId, complete("3.decision", "grant"), ben));
  must(await correct({ depth: 8.5, grade: "fine" }));
  const { state, history } = (await cases.open(caseId)) ?? {};
  const decision = state?.tasks.find(({ key }) => key === "3.decision");
  assert.equal(decision?.proposed, undefined, "who signed first had judged what it was");
  assert.equal(decision?.claimedBy, idOf(ben));
  const event = history?.findLast(({ type }) => type === "FindingCorrected");
  const data = { task: "1.intake", by: idOf(ann), fields: ["grade"], anew: [idOf(ben)] };
  assert.deepEqual(event?.data, data);
  must(await act(caseId, complete("3.decision", "grant"), ben));
  must(await act(caseId, { type: "confirm", task: "3.decision" }, cyd));
  assert.equal(await refused({ depth: 8.5, grade: "rough" }), "case.already-decided");
});

test("what was found can be erased, and the history still says what was done", async () => {
  const caseId = await begun();
  must(await act(caseId, complete("1.intake", "complete", { depth: 2 })));
  await database.appSql`delete from cases.finding where case_id = ${caseId}`;
  const remaining = await cases.open(caseId);
  assert.deepEqual(remaining?.findings, {});
  assert.equal(
    remaining?.state.tasks.find(({ key }) => key === "1.intake")?.done?.outcome,
    "complete",
  );
});

test("a proposal that was returned leaves nothing of what was found with it", async () => {
  const caseId = await begun();
  must(await act(caseId, complete("1.intake", "complete", { depth: 7.5, grade: "rough" })));
  await database.appSql`
    insert into cases.finding (case_id, task, values, at)
    values (${caseId}, '2.geology', '{"left": 1}', ${now})`;
  must(await act(caseId, complete("2.geology", "fine")));
  const rows = await database.appSql`
    select values from cases.finding where case_id = ${caseId} and task = '2.geology'`;
  assert.deepEqual(rows[0]?.values, {});
});

test("outside a call no application is taken, and the person is told when one is", async () => {
  assert.ok(definition);
  const { id: service, version } = definition;
  now = new Date("2026-12-01T08:00:00Z");
  const draftId = await cases.startDraft({ person, service, definition: version, answers });
  const submission = await cases.submit({ draftId, person, applicant, lang: "en" });
  assert.ok(!submission.ok && submission.refusal.code === "case.call-closed");
  assert.deepEqual(submission.refusal.facts, { opens: "2027-01-10", closes: "2027-03-31" });
});
