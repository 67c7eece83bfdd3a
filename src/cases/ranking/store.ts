import type { CaseId, Reference } from "../../kernel/index.ts";
import { json, type Sql } from "../../platform/db/index.ts";
import { unlessChanged } from "../../platform/events/index.ts";
import type { Status } from "../model.ts";
import type { Entered } from "./entering.ts";

/** An application belongs to a call from its submission on. */
export const insertInCall = (tx: Sql, caseId: string, service: string, call: string) => tx`
  insert into cases.rank (case_id, service, call) values (${caseId}, ${service}, ${call})`;

export const updateRank = (tx: Sql, caseId: string, { task, numbers }: Entered, at: Date) => tx`
  update cases.rank set task = ${task}, numbers = ${json(tx, numbers)}, ranked_at = ${at}
  where case_id = ${caseId}`;

/**
 * Whether an application takes one of the places of its call. Where it does, and is one of so many
 * `places`, others of the call wait, and it is refused with VersionConflict if all are taken.
 */
export const updateTaken = (
  tx: Sql,
  { caseId, service }: { readonly caseId: string; readonly service: string },
  isTaken: boolean,
  places: number | undefined,
) => {
  const call = tx`(select call from cases.rank where case_id = ${caseId})`;
  const count = tx`(
    select count(*) from cases.rank where service = ${service} and call = ${call} and taken)`;
  const lock = tx`hashtext(${`cases.call ${service}`}), hashtext(${call}::text)`;
  return [
    isTaken && tx`select pg_advisory_xact_lock(${lock})`,
    tx`update cases.rank set taken = ${isTaken} where case_id = ${caseId}`,
    isTaken && places !== undefined && tx`select ${unlessChanged(tx, tx`${count} <= ${places}`)}`,
  ];
};

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
  /** It takes a place: it was selected, also while that can be taken back. */
  readonly taken: boolean;
  /** Members of the committee who have voted on it or recused themselves. */
  readonly votedBy: readonly string[];
}

/** All applications of a call that were not withdrawn; those not ranked yet have no values. */
export const rankRows = (sql: Sql, service: string, call: string) => sql<RankRow[]>`
  select a.id, a.reference, a.status, r.task, r.numbers, r.taken,
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
