import type { OfficerId } from "../../kernel/index.ts";
import type { Sql } from "../db/index.ts";

type Fragment = ReturnType<Sql["unsafe"]>;

/**
 * Deletes the sessions of a condition, in SQL as `ended`, and writes down when their officers were
 * signed in for the last time. Nothing else deletes a session that may be an officer's.
 */
export const endingSessions = (sql: Sql, which: Fragment, now: Date) => sql`
  with ended as (delete from auth.session where ${which} returning *),
  noted as (
    insert into auth.signed_out (officer, at)
    select officer, max(least(idle_until, ends_at, ${now})) from ended
    where officer is not null group by officer
    on conflict (officer) do update set at = greatest(signed_out.at, excluded.at))`;

/** @returns how many sessions of this condition were ended */
export async function endSessionsWhere(sql: Sql, which: Fragment, now: Date): Promise<number> {
  const [row] = await sql<{ count: number }[]>`
    ${endingSessions(sql, which, now)} select count(*)::int as count from ended`;
  return row?.count ?? 0;
}

/** Whoever signs in is there again. */
export const noteSignedIn = (sql: Sql, officer: OfficerId) =>
  sql`delete from auth.signed_out where officer = ${officer}`;

/**
 * When the officer of a query was signed in for the last time, in SQL: they signed out, or their
 * last session ran out. Null while they have an open session, and where they never had one.
 */
export const signedOutAtOf = (sql: Sql, officer: Fragment, now: Date) => sql`
  (select case when bool_or(own.idle_until > ${now} and own.ends_at > ${now}) then null
     else greatest(max(least(own.idle_until, own.ends_at)),
       (select gone.at from auth.signed_out as gone where gone.officer = ${officer})) end
   from auth.session as own where own.officer = ${officer})`;

/**
 * Since when the officer of a query is signed in without a break, in SQL: the beginning of the
 * first of their open sessions. Null where they have none.
 */
export const signedInSinceOf = (sql: Sql, officer: Fragment, now: Date) => sql`
  (select min(own.started_at) from auth.session as own
   where own.officer = ${officer} and own.idle_until > ${now} and own.ends_at > ${now})`;

/** Which of these officers signed out or ran out of time, and when; see `signedOutAtOf`. */
export async function signedOutAmong(
  sql: Sql,
  officers: readonly string[],
  now: Date,
): Promise<ReadonlyMap<string, Date>> {
  if (officers.length === 0) return new Map();
  const rows = await sql<{ officer: string; at: Date }[]>`
    select officer, at from (
      select asked.id as officer, ${signedOutAtOf(sql, sql`asked.id`, now)} as at
      from unnest(${[...officers]}::uuid[]) as asked (id)) as gone
    where at is not null`;
  return new Map(rows.map(({ officer, at }) => [officer, at]));
}
