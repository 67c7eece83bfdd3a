import type { Sql } from "../platform/db/index.ts";
import { requestLimits } from "./requests.ts";

/** How long a delivery can be replayed. */
export const deliveryDays = 90;

/** Deletes what has expired, and deliveries that can no longer be replayed. */
export async function sweepPrograms(sql: Sql, now: Date): Promise<void> {
  const hoursAgo = (hours: number) => new Date(now.getTime() - hours * 3_600_000);
  await sql`delete from programs.token where expires_at < ${now}`;
  await sql`delete from programs.assertion where until < ${now}`;
  await sql`delete from programs.draft where expires_at < ${now}`;
  await sql`delete from programs.confirmation where asked_at < ${hoursAgo(24)}`;
  await sql`delete from programs.request where started_at < ${hoursAgo(requestLimits.hours)}`;
  await sql`delete from programs.delivery where created_at < ${hoursAgo(deliveryDays * 24)}`;
}
