import type { Sql } from "../platform/db/index.ts";
import { requestLimits } from "./requests.ts";

/** So long something that a program was told can be told again. */
export const deliveryDays = 90;

/** What ran out, and what was told so long ago that it is not told again. Each only if nobody asked before. */
export async function sweepPrograms(sql: Sql, now: Date): Promise<void> {
  const hoursAgo = (hours: number) => new Date(now.getTime() - hours * 3_600_000);
  await sql`delete from programs.token where expires_at < ${now}`;
  await sql`delete from programs.assertion where until < ${now}`;
  await sql`delete from programs.draft where expires_at < ${now}`;
  await sql`delete from programs.confirmation where asked_at < ${hoursAgo(24)}`;
  await sql`delete from programs.request where started_at < ${hoursAgo(requestLimits.hours)}`;
  await sql`delete from programs.delivery where created_at < ${hoursAgo(deliveryDays * 24)}`;
}
