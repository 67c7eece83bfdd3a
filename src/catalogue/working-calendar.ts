import type { Calendar } from "../kernel/index.ts";
import type { Pool } from "../platform/db/index.ts";
import { calendarOf, readCalendar } from "./calendar.ts";
import type { Jurisdiction } from "./model.ts";
import { holidayChannel } from "./store.ts";

/** Poll interval, for changes without a notification: a broken connection misses them. */
const lookEveryMs = 4_000;

export interface CalendarKeeper {
  readonly now: () => Calendar;
  /** Reads it now, and reports days that became holidays. */
  readonly readAgain: () => Promise<void>;
  /** Reads it on every change by any server, and every four seconds. Resolves once it listens. */
  readonly follow: () => Promise<void>;
  readonly stop: () => Promise<void>;
}

/**
 * The working days of a government, cached: once it follows, a holiday that an administrator
 * changed counts in this server within five seconds. Covers last year to three years ahead.
 * @param onClosed called when a working day has become a holiday
 */
export async function workingCalendar(
  sql: Pool,
  jurisdiction: Jurisdiction,
  clock: () => Date,
  onClosed: () => Promise<void>,
): Promise<CalendarKeeper> {
  let seeded: number | undefined;
  const read = async () => {
    const year = clock().getUTCFullYear();
    const years = [year - 1, year, year + 1, year + 2, year + 3];
    const next = await (seeded === year ? calendarOf : readCalendar)(sql, jurisdiction, years);
    seeded = year;
    return next;
  };
  let calendar = await read();
  const readOnce = async () => {
    const before = calendar;
    const next = await read();
    calendar = next;
    if ([...next.holidays].some((day) => !before.holidays.has(day))) await onClosed();
  };
  // One after another: an older answer never replaces a newer one.
  let reading: Promise<void> = Promise.resolve();
  const readAgain = () => {
    reading = reading.catch(() => {}).then(readOnce);
    return reading;
  };
  // Where the database cannot be reached the calendar stays as it was until the next look.
  const look = () => void readAgain().catch(() => undefined);
  let timer: NodeJS.Timeout | undefined;
  let listening: Promise<{ unlisten: () => Promise<void> } | undefined> | undefined;
  return {
    now: () => calendar,
    readAgain,
    async follow() {
      timer ??= setInterval(look, lookEveryMs).unref();
      listening ??= sql.listen(holidayChannel, look, look).catch(() => undefined);
      await listening;
    },
    async stop() {
      clearInterval(timer);
      await (await listening)?.unlisten().catch(() => {});
    },
  };
}
