import { isDeepStrictEqual } from "node:util";
import {
  type CaseState,
  changedTasks,
  evolve,
  initial,
  type StampedCaseEvent,
  streamOf,
} from "../../src/cases/index.ts";
import type { Catalogue } from "../../src/catalogue/index.ts";
import type { Sql } from "../../src/platform/db/index.ts";
import { load } from "../../src/platform/events/index.ts";

type Row = Readonly<Record<string, unknown>>;

/**
 * Every case told again from its events, beside the rows that were kept of it: what does not agree.
 */
export async function checkFolds(sql: Sql, catalogue: Catalogue) {
  const rows = await sql<(Row & { id: string })[]>`select * from cases.application order by id`;
  const wrong: string[] = [];
  let tasks = 0;
  for (const row of rows) {
    const told = await retell(sql, row.id);
    // By which key it was indexed is no fact of the case.
    const { search_key: _, ...facts } = row;
    if (!isDeepStrictEqual(facts, applicationRow(told.state, catalogue)))
      wrong.push(`application ${row.id} is not what its events tell`);
    const kept = await sql<Row[]>`
      select * from cases.task where case_id = ${row.id} order by key collate "C"`;
    const expected = [...told.tasks.values()].sort((a, b) =>
      String(a.key) < String(b.key) ? -1 : 1,
    );
    tasks += kept.length;
    if (!isDeepStrictEqual(kept.map(plainTask), expected.map(plainTask)))
      wrong.push(`the tasks of ${row.id} are not what its events tell`);
  }
  return { wrong, cases: rows.length, tasks, states: await statesOf(sql, rows) };
}

const statesOf = async (sql: Sql, rows: readonly { readonly id: string }[]) =>
  new Map(
    await Promise.all(rows.map(async ({ id }) => [id, (await retell(sql, id)).state] as const)),
  );

/** The state after all events, and each task's row as the last act that changed it left it. */
async function retell(sql: Sql, caseId: string) {
  const recorded = await load(sql, streamOf(caseId));
  const tasks = new Map<string, Row>();
  let state: CaseState = initial;
  for (let i = 0; i < recorded.length; ) {
    const { command, at } = recorded[i] ?? { command: "", at: new Date(0) };
    const before = state;
    for (; recorded[i]?.command === command; i++) {
      const { type, data } = recorded[i] ?? {};
      state = evolve(state, { type, data, at: at.toISOString(), command } as StampedCaseEvent);
    }
    for (const row of changedTasks(before, state, at.toISOString())) tasks.set(row.key, row);
  }
  return { state, tasks };
}

const instant = (value: string | undefined): Date | null => (value ? new Date(value) : null);

/** All columns of cases.application. */
const applicationRow = (state: CaseState, catalogue: Catalogue): Row => ({
  id: state.submitted?.case,
  reference: state.submitted?.reference,
  person_id: state.submitted?.person,
  service: state.submitted?.service,
  definition: state.submitted?.definition,
  authority: catalogue.version(state.submitted?.service ?? "", state.submitted?.definition ?? 0)
    ?.authority,
  status: state.status,
  stage: state.stage ?? null,
  lang: state.submitted?.lang,
  renews: state.submitted?.renews ?? null,
  submitted_at: instant(state.submitted?.at),
  due_at: instant(state.clock.dueAt),
  decided_at: instant(state.decision?.at),
  // Nothing is old enough to be erased in a trial.
  erased_at: null,
  version: state.version,
});

/** Instants in one spelling: `infinity` comes from PostgreSQL as a number, dates as objects. */
const plainTask = (row: Row): Row =>
  Object.fromEntries(Object.entries(row).map(([name, value]) => [name, plainValue(name, value)]));

function plainValue(name: string, value: unknown): unknown {
  if (!name.endsWith("_at") || value === null || value === undefined) return value ?? null;
  const date = new Date(value as string);
  return Number.isNaN(date.getTime()) ? "infinity" : date.toISOString();
}
