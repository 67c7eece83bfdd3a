import { type CaseId, type OfficerId, ok, type Result, refuse } from "../kernel/index.ts";
import { json, newId, type Sql } from "../platform/db/index.ts";
import "./refusals.ts";

/** An answer that is corrected because its person asked for it. */
export interface DataCorrection {
  readonly id: string;
  readonly request: string;
  readonly caseId: CaseId;
  /** Name of the question. */
  readonly field: string;
  /** What is right, as an answer; null once it is done. */
  readonly value: unknown;
  /** Numbers of the papers that are replaced: then a second officer confirms it. */
  readonly papers: readonly string[];
  readonly proposedBy: OfficerId;
  readonly proposedAt: Date;
  readonly confirmedBy: OfficerId | null;
  readonly confirmedAt: Date | null;
  readonly appliedAt: Date | null;
}

export type NewCorrection = Pick<
  DataCorrection,
  "request" | "caseId" | "field" | "value" | "papers"
> & { readonly by: OfficerId };

const columns = (sql: Sql) => sql`
  id, request, case_id as "caseId", field, value, papers, proposed_by as "proposedBy",
  proposed_at as "proposedAt", confirmed_by as "confirmedBy", confirmed_at as "confirmedAt",
  applied_at as "appliedAt"`;

/**
 * The first officer says what is right. Where no paper is replaced, that is enough. Refuses
 * privacy.request-answered, and privacy.correction-waits where another of this application is not
 * done yet.
 */
export async function proposeCorrection(
  tx: Sql,
  at: Date,
  { request, caseId, field, value, papers, by }: NewCorrection,
): Promise<Result<string>> {
  const open = await tx`
    select from privacy.request where id = ${request} and outcome is null for update`;
  if (open.length === 0) return refuse("conflict", "privacy.request-answered");
  const id = newId();
  const alone = papers.length === 0;
  const { count } = await tx`
    insert into privacy.correction (id, request, case_id, field, value, papers, proposed_by,
      proposed_at, confirmed_by, confirmed_at)
    values (${id}, ${request}, ${caseId}, ${field}, ${json(tx, value as object)},
      ${[...papers]}, ${by}, ${at}, ${alone ? by : null}, ${alone ? at : null})
    on conflict do nothing`;
  return count === 1 ? ok(id) : refuse("conflict", "privacy.correction-waits");
}

/**
 * The second of two officers. Refuses privacy.correction-not-found, privacy.nothing-to-confirm,
 * privacy.same-officer.
 */
export async function confirmCorrection(
  tx: Sql,
  at: Date,
  { id, by }: { readonly id: string; readonly by: OfficerId },
): Promise<Result<undefined>> {
  const [row] = await tx<DataCorrection[]>`
    select ${columns(tx)} from privacy.correction where id = ${id} for update`;
  if (!row) return refuse("not-found", "privacy.correction-not-found");
  if (row.confirmedAt) return refuse("conflict", "privacy.nothing-to-confirm");
  if (row.proposedBy === by) return refuse("not-allowed", "privacy.same-officer");
  await tx`
    update privacy.correction set confirmed_by = ${by}, confirmed_at = ${at} where id = ${id}`;
  return ok(undefined);
}

/** Takes back one that nobody has confirmed. */
export const dropCorrection = (sql: Sql, id: string) => sql`
  delete from privacy.correction where id = ${id} and confirmed_at is null`;

export async function findCorrection(sql: Sql, id: string): Promise<DataCorrection | undefined> {
  const [row] = await sql<DataCorrection[]>`
    select ${columns(sql)} from privacy.correction where id = ${id}`;
  return row;
}

/** In the order in which they were proposed. */
export const correctionsOf = (sql: Sql, request: string) => sql<DataCorrection[]>`
  select ${columns(sql)} from privacy.correction where request = ${request}
  order by proposed_at, id`;

/** It is done: what is right stands in the answers. */
export const recordApplied = (sql: Sql, at: Date, id: string) => sql`
  update privacy.correction set applied_at = ${at}, value = null
  where id = ${id} and confirmed_at is not null and applied_at is null`;

/** What was typed about a file that is erased goes with it. */
export const eraseCorrections = (tx: Sql, caseId: string) => tx`
  delete from privacy.correction where case_id = ${caseId} and applied_at is null`;
