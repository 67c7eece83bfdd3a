import assert from "node:assert/strict";
import { createSecretKey } from "node:crypto";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { type FreshDatabase, freshDatabase } from "../../tests/database.ts";
import { kigali, officer } from "../../tests/given.ts";
import { registerEntry } from "../../tests/register-entry.ts";
import { type Catalogue, loadCatalogue } from "../catalogue/index.ts";
import type { Answers, AskedWords } from "../form/index.ts";
import {
  type AuthorityId,
  type CaseId,
  type CommandId,
  must,
  type PersonId,
} from "../kernel/index.ts";
import { newId } from "../platform/db/index.ts";
import { evolve, type StampedCaseEvent } from "./evolve.ts";
import { changedTasks, initial } from "./index.ts";
import { type Cases, makeCases } from "./make.ts";
import type { HeldRole } from "./model.ts";
import { loadCase } from "./store.ts";
import { cursorOf } from "./work-order.ts";

let database: FreshDatabase;
let catalogue: Catalogue;
let cases: Cases;
let now = new Date("2026-11-23T08:00:00Z");

const words: AskedWords = {
  yes: "yes",
  no: "no",
  formatDate: (date) => date,
  formatMoney: ({ minor }) => String(minor),
  formatNumber: String,
};
const person = newId() as PersonId;
const applicant = {
  name: "Uwase Aline",
  birthDate: "1994-05-02",
  nationality: "RW",
  nationalId: "1199470012345678",
  phone: "+250788000001",
  email: null,
};
const answers: Answers = {
  who: "self",
  reason: "work",
  district: "rubavu",
  sector: "rubavu.gisenyi",
  phone: "+250788000001",
};
const registrar = officer(newId(), "minaloc", "civil-registrar");
const colleague = officer(newId(), "minaloc", "civil-registrar");
const secretary = officer(newId(), "minaloc", "executive-secretary");

before(async () => {
  database = await freshDatabase();
  const loaded = loadCatalogue(join(import.meta.dirname, "../../jurisdictions/rw")).catalogue;
  assert.ok(loaded);
  catalogue = loaded;
  cases = makeCases({
    sql: database.appSql,
    clock: () => now,
    calendar: () => kigali,
    definition: catalogue.version,
    codeLists: (id) => catalogue.codeList(id) ?? [],
    askedWords: () => words,
    consequences: () => [],
    searchKeys: [createSecretKey(new Uint8Array(32))],
  });
});
after(() => database.drop());

async function draft(given: Answers = answers) {
  const definition = catalogue.current("birth-certificate");
  assert.ok(definition);
  const { id: service, version } = definition;
  return cases.startDraft({ person, service, definition: version, answers: given });
}
const send = async (draftId: string) => cases.submit({ draftId, person, applicant, lang: "en" });
const system = { kind: "system" } as const;

async function inReview(): Promise<CaseId> {
  const { caseId } = must(await send(await draft()));
  const bill = { type: "record-payment", fee: "certificate", bill: "b" } as const;
  const fees = (await cases.open(caseId))?.state.submitted?.fees ?? [];
  for (const { id } of fees)
    must(await cases.give({ caseId, command: { ...bill, fee: id }, actor: system }));
  return caseId;
}

const command = {
  type: "complete",
  task: "1.register-check",
  outcome: "found",
  findings: registerEntry,
} as const;

/** The rows of a case equal the fold of its events. */
async function rowsAreFolds(caseId: CaseId): Promise<void> {
  const loaded = await loadCase(database.appSql, caseId);
  assert.ok(loaded);
  const { state } = loaded;
  const [row] = await database.appSql`select * from cases.application where id = ${caseId}`;
  assert.equal(row?.status, state.status);
  assert.equal(row?.stage, state.stage ?? null);
  assert.equal(row?.version, state.version);
  assert.equal(row?.due_at?.toISOString(), state.clock.dueAt);
  const rows = await database.appSql`
    select key, claimed_by, proposed_by, escalated, closed_at is null as open
    from cases.task where case_id = ${caseId} order by key`;
  const folded = changedTasks(initial, state, now.toISOString())
    .map(({ key, claimed_by, proposed_by, escalated, closed_at }) => ({
      ...{ key, claimed_by, proposed_by, escalated },
      open: closed_at === null,
    }))
    .sort((a, b) => (a.key < b.key ? -1 : 1));
  assert.deepEqual([...rows], folded);
}

test("a draft that is sent twice is one application with one reference", async () => {
  const id = await draft();
  const [first, second] = await Promise.all([send(id), send(id)]);
  const third = await send(id);
  assert.equal(must(first).reference, must(second).reference);
  assert.equal(must(third).reference, must(first).reference);
});
test("what is missing is told all at once, and nothing is sent", async () => {
  const refused = await send(await draft({ who: "self", district: "atlantis" }));
  assert.ok(!refused.ok);
  assert.equal(refused.refusal.code, "case.answers-missing");
  const fields = refused.refusal.problems?.map(({ field }) => field) ?? [];
  for (const field of ["reason", "district", "sector", "phone"])
    assert.ok(fields.includes(field), field);
});
test("nobody renews what was not granted to him", async () => {
  const caseId = await inReview();
  const definition = { service: "birth-certificate", definition: 1 };
  await assert.rejects(cases.startDraft({ person, ...definition, renews: caseId }), /not granted/);
});
test("a draft that begins elsewhere has its answered pages from its first moment", async () => {
  const visited = ["who", "where"];
  const begun = { person, service: "birth-certificate", definition: 1, answers, visited };
  const draftId = await cases.startDraft(begun);
  assert.deepEqual((await cases.findDraft(draftId, person))?.visited, visited);
});
test("another person's draft is not there", async () => {
  const draftId = await draft();
  const other = newId() as PersonId;
  const refused = await cases.submit({ draftId, person: other, applicant, lang: "en" });
  assert.equal(!refused.ok && refused.refusal.code, "case.not-found");
  assert.equal(await cases.findDraft(draftId, other), undefined);
});
test("of two officers who decide at once one is refused, and the rows stay correct", async () => {
  const caseId = await inReview();
  const give = (actor: typeof registrar) =>
    cases.give({ caseId, command: command, actor, key: newId() as CommandId });
  const results = await Promise.all([give(registrar), give(colleague)]);
  assert.deepEqual(results.map(({ ok }) => ok).sort(), [false, true]);
  await rowsAreFolds(caseId);
});
test("the same act with the same key is done once, also when it comes twice at once", async () => {
  const caseId = await inReview();
  const key = newId() as CommandId;
  const give = () => cases.give({ caseId, command: command, actor: registrar, key });
  const results = await Promise.all([give(), give(), give()]);
  assert.ok(results.every(({ ok }) => ok));
  const done = await database.appSql`
    select from events.event where stream = ${`case-${caseId}`} and type = 'TaskDone'`;
  assert.equal(done.length, 1);
});
test("the words of an officer are kept apart from the events", async () => {
  const caseId = await inReview();
  const statement = { id: newId(), text: "No such birth; please visit Gisenyi." };
  const command = {
    type: "complete",
    task: "1.register-check",
    outcome: "not-found",
    code: "not-registered",
    statement,
  } as const;
  must(await cases.give({ caseId, command, actor: registrar }));
  const opened = await cases.open(caseId);
  assert.equal(opened?.state.status, "refused");
  assert.equal(opened?.statements.get(statement.id), statement.text);
  const rows = await database.appSql`
    select from events.event where stream = ${`case-${caseId}`} and data::text like '%Gisenyi%'`;
  assert.equal(rows.length, 0);
  await rowsAreFolds(caseId);
});
test("the worklist shows an officer his own kind of work, due first, page by page", async () => {
  for (let n = 0; n < 5; n++) await inReview();
  const mine = { id: "x", authority: "minaloc", roles: ["civil-registrar"] };
  const first = await cases.worklist({ officer: mine, size: 3 });
  assert.equal(first.length, 4);
  const last = first[2];
  assert.ok(last);
  const next = await cases.worklist({ officer: mine, size: 3, after: cursorOf(last) });
  assert.equal(next[0]?.caseId, first[3]?.caseId);
  assert.equal((await cases.worklist({ officer: { ...mine, authority: "rmb" } })).length, 0);
  assert.equal((await cases.worklist({ officer: { ...mine, roles: ["director"] } })).length, 0);
});
test("an officer of two roles has the work of both, earliest due first, page by page", async () => {
  const signed = await inReview();
  must(await cases.give({ caseId: signed, command, actor: registrar }));
  const roles = ["executive-secretary", "civil-registrar"];
  const officer = { id: "x", authority: "minaloc", roles };
  const all = await cases.worklist({ officer, size: 500 });
  assert.deepEqual(new Set(all.map(({ role }) => role)), new Set(roles));
  const due = all.map(({ dueAt }) => dueAt?.getTime() ?? Number.POSITIVE_INFINITY);
  assert.deepEqual(
    due,
    due.toSorted((a, b) => a - b),
  );
  const paged: string[] = [];
  for (let after: string | undefined; ; ) {
    const rows = await cases.worklist({ officer, size: 2, ...(after && { after }) });
    paged.push(...rows.slice(0, 2).map((row) => cursorOf(row)));
    if (rows.length <= 2) break;
    after = paged.at(-1);
  }
  assert.deepEqual(
    paged,
    all.map((row) => cursorOf(row)),
  );
});
test("an officer of one office sees its work alone, a supervisor sees all of it", async () => {
  const caseId = await inReview();
  const visible = async (roles: readonly string[], ...offices: string[]) => {
    const query = { id: "x", authority: "minaloc", roles, offices };
    const rows = await cases.worklist({ officer: query, size: 500 });
    return rows.find((row) => row.caseId === caseId)?.office;
  };
  assert.equal(await visible(["civil-registrar"], "rubavu"), "rubavu");
  assert.equal(await visible(["civil-registrar"], "huye"), undefined);
  assert.equal(await visible(["civil-registrar"]), "rubavu");
  assert.equal(await visible(["supervisor"], "huye"), "rubavu");
  await database.ownerSql`update cases.task set office = null where case_id = ${caseId}`;
  assert.equal(
    await visible(["civil-registrar"], "huye"),
    null,
    "work of no office is everybody's",
  );
});
test("a role for some offices and services shows their work alone, each its own", async () => {
  const caseId = await inReview();
  const visible = async (...held: readonly HeldRole[]) => {
    const roles = [...new Set(held.map(({ role }) => role))];
    const query = { id: "x", authority: "minaloc", roles, offices: [], held };
    const rows = await cases.worklist({ officer: query, size: 500 });
    return rows.some((row) => row.caseId === caseId);
  };
  const role = "civil-registrar";
  const any = { role, offices: [], services: [] };
  assert.ok(await visible(any));
  assert.ok(await visible({ ...any, offices: ["rubavu"], services: ["birth-certificate"] }));
  assert.ok(!(await visible({ ...any, offices: ["huye"] })));
  assert.ok(!(await visible({ ...any, services: ["another"] })));
  assert.ok(await visible({ ...any, offices: ["huye"] }, { ...any, offices: ["rubavu"] }));
  // Everywhere as a secretary does not make a registrar of one office one of all.
  const secretary = { ...any, role: "executive-secretary" };
  assert.ok(!(await visible({ ...any, offices: ["huye"] }, secretary)));
  const actor = { kind: "officer", id: "o-x", authority: "minaloc", roles: [role] } as never;
  const act = { type: "claim", task: "1.register-check" } as const;
  const elsewhere = { ...(actor as object), held: [{ ...any, services: ["another"] }] } as never;
  const refused = await cases.give({ caseId, command: act, actor: elsewhere });
  assert.equal(refused.ok || refused.refusal.code, "case.not-allowed");
});
test("what a deputy does as deputy, and nothing else, names the colleague on leave", async () => {
  const caseId = await inReview();
  const held = (deputyFor: string | null) => [
    { role: "civil-registrar", offices: [], services: [], deputyFor },
  ];
  const as = (id: string, ...roles: readonly HeldRole[]) =>
    ({
      ...{ kind: "officer", id, authority: "minaloc", roles: ["civil-registrar"] },
      held: roles,
    }) as never;
  const give = async (type: "claim" | "release", actor: never) =>
    must(await cases.give({ caseId, command: { type, task: "1.register-check" }, actor }));
  await give("claim", as("o-dan", ...held("o-eve")));
  await give("release", as("o-dan", ...held("o-eve"), ...held(null)));
  const { history = [] } = (await cases.open(caseId)) ?? {};
  assert.deepEqual(
    history.slice(-2).map(({ actor }) => actor),
    [
      { kind: "officer", id: "o-dan", deputyFor: "o-eve" },
      { kind: "officer", id: "o-dan" },
    ],
  );
});
test("whoever did a task as deputy is barred from one of another role that was open", () => {
  const stamp = { at: now.toISOString(), command: newId() as CommandId };
  const opened = { task: "check", authority: "minaloc" as AuthorityId };
  const tasks = ["checker", "signer"].map((role) => ({ ...opened, key: role, role }));
  const entered = { type: "StageEntered", data: { stage: "review", tasks } } as const;
  const before = evolve(initial, { ...entered, ...stamp } as StampedCaseEvent);
  const done = { task: "checker", outcome: "right", by: "o-dan", asDeputy: true } as const;
  const after = evolve(before, { type: "TaskDone", data: done, ...stamp });
  const barred = changedTasks(before, after, stamp.at).map((row) => [row.key, row.barred]);
  assert.deepEqual(barred, [
    ["checker", []],
    ["signer", ["o-dan"]],
  ]);
  const back = { task: "checker", by: "o-dan" };
  const again = evolve(after, { type: "StepTakenBack", data: back, ...stamp });
  const free = changedTasks(after, again, stamp.at).map((row) => [row.key, row.barred]);
  assert.deepEqual(free, [
    ["checker", []],
    ["signer", []],
  ]);
});
test("what whoever has left had claimed is free again", async () => {
  const caseId = await inReview();
  const task = "1.register-check";
  must(await cases.give({ caseId, command: { type: "claim", task }, actor: registrar }));
  const officer = registrar.kind === "officer" ? registrar.id : "";
  const claims = await cases.claimsOf({ officer, authority: "minaloc" });
  assert.ok(claims.some((each) => each.caseId === caseId && each.key === task));
  must(await cases.give({ caseId, command: { type: "release", task }, actor: system }));
  const open = await cases.open(caseId);
  assert.equal(open?.state.tasks.find(({ key }) => key === task)?.claimedBy, undefined);
  await rowsAreFolds(caseId);
});
test("the app may add events but never change or remove one", async () => {
  await assert.rejects(database.appSql`update events.event set type = 'x'`, /permission denied/);
  await assert.rejects(database.appSql`delete from events.event`, /permission denied/);
});
test("a second signature, a claim and a release leave the rows as the events say", async () => {
  const caseId = await inReview();
  for (const type of ["claim", "release", "claim"] as const) {
    const command = { type, task: "1.register-check" } as const;
    must(await cases.give({ caseId, command, actor: registrar }));
    await rowsAreFolds(caseId);
  }
  must(await cases.give({ caseId, command: command, actor: registrar }));
  now = new Date("2027-01-04T08:00:00Z");
  must(await cases.give({ caseId, command: { type: "fall-due" }, actor: system }));
  await rowsAreFolds(caseId);
  const sign = { type: "complete", task: "2.signature", outcome: "sign" } as const;
  must(await cases.give({ caseId, command: sign, actor: secretary }));
  await rowsAreFolds(caseId);
  assert.equal((await cases.open(caseId))?.state.status, "granted");
});
