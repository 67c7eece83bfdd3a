import type { CaseId, Reference } from "../../kernel/index.ts";
import { json, type Sql } from "../../platform/db/index.ts";
import type { Status } from "../model.ts";
import type { Entered } from "./entering.ts";

/** An application belongs to a call from its submission on. */
export const insertInCall = (tx: Sql, caseId: string, service: string, call: string) => tx`
  insert into cases.rank (case_id, service, call) values (${caseId}, ${service}, ${call})`;

export const updateRank = (tx: Sql, caseId: string, { task, numbers }: Entered, at: Date) => tx`
  update cases.rank set task = ${task}, numbers = ${json(tx, numbers)}, ranked_at = ${at}
  where case_id = ${caseId}`;

/** One application of a call. */
export interface RankRow {
  readonly id: CaseId;
  readonly reference: Reference;
  readonly status: Status;
  /** Key of its ranking task; null until it is ranked. */
  readonly task: string | null;
  readonly numbers: readonly (number | null)[] | null;
  /** Its ranking task is done. */
  readonly closed: boolean;
  /** Members of the committee who have voted on it or recused themselves. */
  readonly votedBy: readonly string[];
}

/** All applications of a call that were not withdrawn; those not ranked yet have no values. */
export const rankRows = (sql: Sql, service: string, call: string) => sql<RankRow[]>`
  select a.id, a.reference, a.status, r.task, r.numbers,
    t.closed_at is not null as closed, coalesce(t.voted_by, '{}') as "votedBy"
  from cases.rank r join cases.application a on a.id = r.case_id
  left join cases.task t on t.case_id = r.case_id and t.key = r.task
  where r.service = ${service} and r.call = ${call} and a.status <> 'withdrawn'`;

/** The call of one application, `YYYY-MM-DD`. */
export async function callOfRanked(sql: Sql, caseId: string): Promise<string | undefined> {
  const [row] = await sql<{ call: string }[]>`
    select call::text from cases.rank where case_id = ${caseId}`;
  return row?.call;
}
