import type { Calendar } from "../kernel/index.ts";
import type { Sql } from "../platform/db/index.ts";
import { readCalendar } from "./calendar.ts";
import type { Jurisdiction } from "./model.ts";

const everyMs = 10 * 60_000;

export interface CalendarKeeper {
  readonly now: () => Calendar;
  /** Reads it now, and reports days that became holidays. */
  readonly readAgain: () => Promise<void>;
  readonly stop: () => void;
}

/**
 * The working days of a government, cached and reloaded every ten minutes, so that a holiday added
 * by an officer counts soon. Covers last year to three years ahead. @param onClosed called when a
 * working day has become a holiday
 */
export async function workingCalendar(
  sql: Sql,
  jurisdiction: Jurisdiction,
  clock: () => Date,
  onClosed: () => Promise<void>,
): Promise<CalendarKeeper> {
  const read = () => {
    const year = clock().getUTCFullYear();
    return readCalendar(sql, jurisdiction, [year - 1, year, year + 1, year + 2, year + 3]);
  };
  let calendar = await read();
  const readAgain = async () => {
    const before = calendar;
    const next = await read();
    calendar = next;
    if ([...next.holidays].some((day) => !before.holidays.has(day))) await onClosed();
  };
  // Where the database cannot be reached the calendar stays as it was until the next reload.
  const timer = setInterval(() => readAgain().catch(() => undefined), everyMs);
  timer.unref();
  return { now: () => calendar, readAgain, stop: () => clearInterval(timer) };
}
