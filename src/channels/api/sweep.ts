import type { Sql } from "../../platform/db/index.ts";
import { requestLimits } from "./store-requests.ts";

/** So long something that a program was told can be told again. */
export const deliveryDays = 90;

/** What ran out, and what was told so long ago that it is not told again. Each only if nobody asked before. */
export async function sweepApi(sql: Sql, now: Date): Promise<void> {
  const hoursAgo = (hours: number) => new Date(now.getTime() - hours * 3_600_000);
  await sql`delete from api.token where expires_at < ${now}`;
  await sql`delete from api.assertion where until < ${now}`;
  await sql`delete from api.draft where expires_at < ${now}`;
  await sql`delete from api.confirmation where asked_at < ${hoursAgo(24)}`;
  await sql`delete from api.request where started_at < ${hoursAgo(requestLimits.hours)}`;
  await sql`delete from api.delivery where created_at < ${hoursAgo(deliveryDays * 24)}`;
}
