import { type Jurisdiction, readCalendar } from "./catalogue/index.ts";
import type { Calendar } from "./kernel/index.ts";
import type { Sql } from "./platform/db/index.ts";

const everyMs = 10 * 60_000;

/**
 * The working days of a government, kept in memory and read again every ten minutes, so that a
 * holiday which an officer adds counts soon. It reaches from last year to three years ahead.
 */
export async function workingCalendar(
  sql: Sql,
  jurisdiction: Jurisdiction,
  clock: () => Date,
): Promise<{ readonly now: () => Calendar; readonly stop: () => void }> {
  const read = () => {
    const year = clock().getUTCFullYear();
    return readCalendar(sql, jurisdiction, [year - 1, year, year + 1, year + 2, year + 3]);
  };
  let calendar = await read();
  const timer = setInterval(async () => {
    calendar = await read().catch(() => calendar);
  }, everyMs);
  timer.unref();
  return { now: () => calendar, stop: () => clearInterval(timer) };
}
