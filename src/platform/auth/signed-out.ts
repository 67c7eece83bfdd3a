import type { OfficerId } from "../../kernel/index.ts";
import type { Sql } from "../db/index.ts";

/**
 * Writes down that an officer signed out.
 * @returns whether they have no other open session
 */
export async function noteSignedOut(sql: Sql, officer: OfficerId, now: Date): Promise<boolean> {
  await sql`
    insert into auth.signed_out (officer, at) values (${officer}, ${now})
    on conflict (officer) do update set at = excluded.at`;
  return (await signedOutAmong(sql, [officer], now)).size > 0;
}

/** Whoever signs in is there again. */
export const noteSignedIn = (sql: Sql, officer: OfficerId) =>
  sql`delete from auth.signed_out where officer = ${officer}`;

/** Which of these officers signed out and have no open session now, and when they did. */
export async function signedOutAmong(
  sql: Sql,
  officers: readonly string[],
  now: Date,
): Promise<ReadonlyMap<string, Date>> {
  if (officers.length === 0) return new Map();
  const rows = await sql<{ officer: string; at: Date }[]>`
    select officer, at from auth.signed_out as gone
    where officer = any(${[...officers]}::uuid[]) and not exists (
      select from auth.session as open where open.officer = gone.officer
        and idle_until > ${now} and ends_at > ${now})`;
  return new Map(rows.map(({ officer, at }) => [officer, at]));
}
