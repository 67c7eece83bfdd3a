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
 * Whether the officer of a query is there, in SQL, as a table of one row. `signed_in_since`: since
 * when without a break, the beginning of the first of their open sessions; null where they have
 * none. `signed_out_at`: when they were signed in for the last time, because they signed out or
 * their last session ran out; null while they have an open session, and where they never had one.
 * `has_left`: they work here no longer.
 */
export const presenceOf = (sql: Sql, officer: Fragment, now: Date) => sql`
  (select min(own.started_at) filter (where own.is_open) as signed_in_since,
     case when bool_or(own.is_open) then null
     else greatest(max(own.until),
       (select gone.at from auth.signed_out as gone where gone.officer = ${officer}))
     end as signed_out_at,
     exists (select from auth.officer as left_one
       where left_one.id = ${officer} and not left_one.active) as has_left
   from (
     select started_at, least(idle_until, ends_at) as until,
       idle_until > ${now} and ends_at > ${now} as is_open
     from auth.session as kept where kept.officer = ${officer}) as own)`;

/** Which of these officers signed out or ran out of time, and when; see `presenceOf`. */
export async function signedOutAmong(
  sql: Sql,
  officers: readonly string[],
  now: Date,
): Promise<ReadonlyMap<string, Date>> {
  if (officers.length === 0) return new Map();
  const rows = await sql<{ officer: string; at: Date }[]>`
    select asked.id as officer, there.signed_out_at as at
    from unnest(${[...officers]}::uuid[]) as asked (id)
    cross join lateral ${presenceOf(sql, sql`asked.id`, now)} as there
    where there.signed_out_at is not null`;
  return new Map(rows.map(({ officer, at }) => [officer, at]));
}
