import type { Sql } from "../db/index.ts";
import { type Keys, mac } from "./keys.ts";
import type { Limited } from "./options.ts";

/** What a caller could guess at, and is therefore counted by all processes together. */
export const guessable: ReadonlySet<Limited> = new Set<Limited>(["sign-in", "track", "verify"]);

export interface Attempt {
  readonly what: Limited;
  readonly caller: string;
  readonly at: Date;
}

/**
 * Counts a try and says how many this caller has made in this minute, in whichever process. The
 * caller's address is not kept, only its HMAC.
 */
export async function countAttempt(
  sql: Sql,
  { attempts }: Pick<Keys, "attempts">,
  { what, caller, at }: Attempt,
): Promise<number> {
  const minute = new Date(Math.floor(at.getTime() / 60_000) * 60_000);
  const [row] = await sql<{ tries: number }[]>`
    insert into http.attempt as tried (what, caller, minute, tries)
    values (${what}, ${mac(attempts, caller)}, ${minute}, 1)
    on conflict (what, caller) do update set minute = excluded.minute,
      tries = case when tried.minute = excluded.minute then tried.tries + 1 else 1 end
    returning tries`;
  return row?.tries ?? 1;
}

/** Forgets who tried what before this hour; a nightly job. */
export async function sweepAttempts(sql: Sql, now: Date): Promise<void> {
  await sql`delete from http.attempt where minute < ${new Date(now.getTime() - 3_600_000)}`;
}
