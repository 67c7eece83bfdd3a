import { randomBytes } from "node:crypto";
import type { Catalogue } from "../../src/catalogue/index.ts";
import { makePayments } from "../../src/payments/index.ts";
import type { Sql } from "../../src/platform/db/index.ts";
import { enqueue } from "../../src/platform/jobs/index.ts";
import { checkFolds } from "./folds.ts";
import {
  casesToldOf,
  consequencesMissing,
  lostAndDoubled,
  messagesToldTwice,
} from "./lost-and-doubled.ts";
import type { Notebook } from "./notebook.ts";

export interface Findings {
  readonly lost: readonly string[];
  readonly doubled: readonly string[];
  /** Folds that are not their rows, gaps in histories, consequences that did not come. */
  readonly wrong: readonly string[];
  readonly cases: number;
  readonly tasks: number;
  readonly bills: number;
  readonly events: number;
}

/** Looks straight into the database, with nobody else in it. */
export async function check(sql: Sql, catalogue: Catalogue, notebook: Notebook): Promise<Findings> {
  const folds = await checkFolds(sql, catalogue);
  const { lost, doubled } = await lostAndDoubled(sql, notebook);
  const { drift } = makePayments({
    sql,
    clock: () => new Date(),
    random: (bytes) => randomBytes(bytes),
    providers: [],
    enqueue,
    react: async () => {},
  });
  const drifted = (await drift()).map((id) => `bill ${id} is not what its events tell`);
  const givesPaper = (service: string) => catalogue.current(service)?.output !== undefined;
  const [counted] = await sql<{ bills: number; events: number }[]>`
    select (select count(*) from payments.bill)::int as bills,
      (select count(*) from events.event)::int as events`;
  return {
    lost,
    doubled: [...doubled, ...(await messagesToldTwice(sql))],
    wrong: [
      ...folds.wrong,
      ...drifted,
      ...(await gaps(sql)),
      ...(await failedJobs(sql)),
      ...(await casesToldOf(sql)),
      ...(await consequencesMissing(sql, folds.states, givesPaper)),
    ],
    cases: folds.cases,
    tasks: folds.tasks,
    bills: counted?.bills ?? 0,
    events: counted?.events ?? 0,
  };
}

/** Histories that do not count 1, 2, 3 …, and cases without a history. */
async function gaps(sql: Sql): Promise<string[]> {
  const rows = await sql<{ stream: string }[]>`
    select stream from events.event
    group by stream having min(version) <> 1 or max(version) <> count(*)
    union all
    select 'case-' || id from cases.application
    where not exists (select from events.event where stream = 'case-' || id)
    union all
    select stream from events.event
    where type = 'CaseSubmitted' and not exists (
      select from cases.application where 'case-' || id = stream)
    union all
    select 'draft ' || id from cases.draft
    where case_id is not null and not exists (
      select from cases.application where application.id = case_id)`;
  return rows.map(({ stream }) => `the history of ${stream} has a gap`);
}

async function failedJobs(sql: Sql): Promise<string[]> {
  const rows = await sql<{ task: string; error: string | null }[]>`
    select task, last_error as error from jobs.job
    where attempts >= max_attempts`;
  return rows.map(({ task, error }) => `job ${task} was given up: ${error}`);
}

/** Work that is due and not done yet, and money that was taken and not yet seen. */
export async function stillToDo(
  sql: Sql,
): Promise<{ readonly jobs: number; readonly money: number }> {
  const [row] = await sql<{ jobs: number; money: number }[]>`
    select
      (select count(*) from jobs.job
       where attempts < max_attempts
         and (run_at <= now() + interval '30 seconds' and attempts > 0
           or run_at <= now() or taken_by is not null))::int
        + (select count(*) from messages.outbox where state = 'queued')::int as jobs,
      (select count(*) from sandbox.charge join payments.attempt on provider_ref = ref
       where charge.status = 'paid' and attempt.status = 'pending')::int as money`;
  return row ?? { jobs: 0, money: 0 };
}
