import { createHash } from "node:crypto";
import type { Sql } from "../db/index.ts";

/**
 * Uses up a login state: true the first time, false ever after, also for a copy of its cookie and
 * in another process. What an issuer says has ended counts once in the same way.
 */
export async function useLogin(
  sql: Sql,
  { state, until }: { readonly state: string; readonly until: number },
): Promise<boolean> {
  const hash = createHash("sha256").update(state).digest();
  const rows = await sql`
    insert into auth.used_login (state_hash, open_until) values (${hash}, ${new Date(until)})
    on conflict do nothing returning state_hash`;
  return rows.length === 1;
}

/** Forgets logins that have run out by themselves; a nightly job. */
export async function sweepUsedLogins(sql: Sql, now: Date): Promise<void> {
  await sql`delete from auth.used_login where open_until <= ${now}`;
}
