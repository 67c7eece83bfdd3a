import { ok, type PersonId, type Result, refuse } from "../kernel/index.ts";
import type { Sql } from "../platform/db/index.ts";

/**
 * The share of one person, so that a script in the name of one account cannot fill the database or
 * an office's worklist (ASVS 5.2.4). A person has it once, whichever doors they come by.
 */
export interface Quotas {
  /** Applications begun and not sent, the steps of journeys apart. */
  readonly openDrafts: number;
  /** Bytes of uploads that are in no application yet. */
  readonly uploadBytes: number;
  /** Applications sent since the last midnight of the government. */
  readonly applicationsPerDay: number;
}

/** Far above what people need, and far below what hurts. */
export const usualQuotas: Quotas = {
  openDrafts: 50,
  uploadBytes: 200 * 1024 * 1024,
  applicationsPerDay: 100,
};

/** Refuses case.too-many-drafts where the person has no place for another one. */
export async function roomForDraft(
  sql: Sql,
  person: PersonId,
  { openDrafts: max }: Quotas,
): Promise<Result<undefined>> {
  const [row] = await sql<{ count: number }[]>`
    select count(*)::int as count from cases.draft
    where person_id = ${person} and case_id is null and journey is null`;
  if ((row?.count ?? 0) < max) return ok(undefined);
  return refuse("conflict", "case.too-many-drafts", { facts: { max } });
}

/** How many bytes the person may still upload before something is sent or removed. */
export async function roomForUploads(
  sql: Sql,
  person: PersonId,
  { uploadBytes }: Quotas,
): Promise<number> {
  const [row] = await sql<{ bytes: number }[]>`
    select coalesce(sum(bytes), 0)::float8 as bytes from cases.file
    where person_id = ${person} and case_id is null`;
  return Math.max(0, uploadBytes - (row?.bytes ?? 0));
}

const sentSince = (sql: Sql, person: PersonId, midnight: Date) => sql`
  (select count(*)::int from cases.application
   where person_id = ${person} and submitted_at >= ${midnight})`;

/** Whether the person may send another one today: a condition of the statement that sends it. */
export const mayStillSend = (
  sql: Sql,
  person: PersonId,
  midnight: Date,
  { applicationsPerDay: max }: Quotas,
) => sql`${sentSince(sql, person, midnight)} < ${max}::int`;

/** Refuses case.too-many-today where the person has sent their share since `midnight`. */
export async function roomToSend(
  sql: Sql,
  person: PersonId,
  midnight: Date,
  { applicationsPerDay: max }: Quotas,
): Promise<Result<undefined>> {
  const [row] = await sql<{ count: number }[]>`
    select ${sentSince(sql, person, midnight)} as count`;
  if ((row?.count ?? 0) < max) return ok(undefined);
  return refuse("conflict", "case.too-many-today", { facts: { max } });
}
