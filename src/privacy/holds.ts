import { type CaseId, type OfficerId, ok, type Result, refuse } from "../kernel/index.ts";
import { newId, type Pool, type Sql, transaction } from "../platform/db/index.ts";
import "./refusals.ts";

/** A file that is kept beyond its term. */
export interface Hold {
  readonly id: string;
  readonly caseId: CaseId;
  readonly reference: string;
  readonly reason: string;
  /** The last local date on which it holds, `YYYY-MM-DD`. */
  readonly until: string;
  readonly placedBy: OfficerId;
  readonly placedAt: Date;
  /** Who wants it lifted before, and why; a second officer confirms. */
  readonly liftReason: string | null;
  readonly liftBy: OfficerId | null;
  readonly liftedBy: OfficerId | null;
  readonly liftedAt: Date | null;
}

export type NewHold = Pick<Hold, "caseId" | "reference" | "reason" | "until"> & {
  readonly by: OfficerId;
};

const columns = (sql: Sql) => sql`
  id, case_id as "caseId", reference, reason, until::text, placed_by as "placedBy",
  placed_at as "placedAt", lift_reason as "liftReason", lift_by as "liftBy",
  lifted_by as "liftedBy", lifted_at as "liftedAt"`;

/** Holds, the newest first, with those that are over. */
export const holds = (sql: Sql) => sql<Hold[]>`
  select ${columns(sql)} from privacy.hold order by placed_at desc limit 500`;

/**
 * Locks what may be held or erased until the transaction ends: of a hold and an erasure at one
 * moment, the second sees the first.
 */
export const lockCase = (tx: Sql, caseId: string) =>
  tx`select pg_advisory_xact_lock(hashtextextended(${`privacy:${caseId}`}, 0))`;

export const isHeld = async (sql: Sql, caseId: string, today: string): Promise<boolean> =>
  (
    await sql`select from privacy.hold
      where case_id = ${caseId} and lifted_at is null and until >= ${today}`
  ).length > 0;

/** Refuses privacy.held-already. */
export const placeHold = (
  sql: Pool,
  { at, today }: { readonly at: Date; readonly today: string },
  hold: NewHold,
): Promise<Result<undefined>> =>
  transaction(sql, async (tx) => {
    await lockCase(tx, hold.caseId);
    if (await isHeld(tx, hold.caseId, today)) return refuse("conflict", "privacy.held-already");
    await tx`
      insert into privacy.hold (id, case_id, reference, reason, until, placed_by, placed_at)
      values (${newId()}, ${hold.caseId}, ${hold.reference}, ${hold.reason}, ${hold.until},
        ${hold.by}, ${at})`;
    return ok(undefined);
  });

/** The first of two officers. Refuses privacy.hold-not-found. */
export async function askToLift(
  sql: Sql,
  at: Date,
  { id, by, reason }: { readonly id: string; readonly by: OfficerId; readonly reason: string },
): Promise<Result<undefined>> {
  const { count } = await sql`
    update privacy.hold set lift_reason = ${reason}, lift_by = ${by}, lift_at = ${at}
    where id = ${id} and lifted_at is null and lift_at is null`;
  return count === 1 ? ok(undefined) : refuse("not-found", "privacy.hold-not-found");
}

/**
 * The second of two officers. Refuses privacy.hold-not-found, privacy.nothing-to-confirm,
 * privacy.same-officer.
 */
export async function confirmLift(
  sql: Sql,
  at: Date,
  { id, by }: { readonly id: string; readonly by: OfficerId },
): Promise<Result<undefined>> {
  const [hold] = await sql<Hold[]>`select ${columns(sql)} from privacy.hold where id = ${id}`;
  if (!hold || hold.liftedAt) return refuse("not-found", "privacy.hold-not-found");
  if (!hold.liftBy) return refuse("conflict", "privacy.nothing-to-confirm");
  if (hold.liftBy === by) return refuse("not-allowed", "privacy.same-officer");
  await sql`
    update privacy.hold set lifted_by = ${by}, lifted_at = ${at}
    where id = ${id} and lifted_at is null and lift_by <> ${by}`;
  return ok(undefined);
}
