import type { Sql } from "../db/index.ts";
import { sweepAttempts } from "../http/index.ts";
import { sweepConfirmations } from "./confirmations.ts";
import { sweepKeptPosts } from "./kept-posts.ts";
import { sweepSessions } from "./sessions.ts";
import { sweepUsedLogins } from "./used-logins.ts";

/** Takes away sessions and codes that have run out, and who tried what; a nightly job. */
export async function sweepAuth(sql: Sql, now: Date): Promise<void> {
  await sweepSessions(sql, now);
  await sweepKeptPosts(sql, now);
  await sweepConfirmations(sql, now);
  await sweepUsedLogins(sql, now);
  await sweepAttempts(sql, now);
}
