import type { Duration } from "./duration.ts";
import { addDays, dateIn, instantOf, isoWeekday, minuteOfDay } from "./zone.ts";

/** The working time of a government. `holidays` are local dates `YYYY-MM-DD`. */
export interface Calendar {
  readonly timeZone: string;
  /** ISO weekdays (1 Monday … 7 Sunday) on which offices are closed. */
  readonly weekend: readonly number[];
  readonly holidays: ReadonlySet<string>;
  /** Local time `HH:MM` between which offices work; a term in working days ends at `closes`. */
  readonly opens: string;
  readonly closes: string;
}

export const isBusinessDay = (date: string, calendar: Calendar): boolean =>
  !calendar.weekend.includes(isoWeekday(date)) && !calendar.holidays.has(date);

function nextBusinessDay(date: string, calendar: Calendar): string {
  let day = addDays(date, 1);
  while (!isBusinessDay(day, calendar)) day = addDays(day, 1);
  return day;
}

const minutes = (clock: string) => Number(clock.slice(0, 2)) * 60 + Number(clock.slice(3));

function addBusinessMinutes(from: Date, count: number, calendar: Calendar): Date {
  const [opens, closes] = [minutes(calendar.opens), minutes(calendar.closes)];
  let day = dateIn(from, calendar.timeZone);
  let minute = Math.max(minuteOfDay(from, calendar.timeZone), opens);
  if (!isBusinessDay(day, calendar) || minute >= closes) {
    day = nextBusinessDay(day, calendar);
    minute = opens;
  }
  let left = count;
  while (left > closes - minute) {
    left -= closes - minute;
    day = nextBusinessDay(day, calendar);
    minute = opens;
  }
  return instantOf(day, minute + left, calendar.timeZone);
}

function addBusinessDays(from: Date, count: number, calendar: Calendar): Date {
  let day = dateIn(from, calendar.timeZone);
  for (let i = 0; i < count; i++) day = nextBusinessDay(day, calendar);
  return instantOf(day, minutes(calendar.closes), calendar.timeZone);
}

/**
 * The same day so many months later, or the last day of a shorter month. Months may be negative.
 */
export function addMonths(date: string, months: number): string {
  const [year, month, day] = date.split("-").map(Number);
  const total = (year ?? 0) * 12 + (month ?? 1) - 1 + months;
  const last = new Date(Date.UTC(Math.floor(total / 12), (total % 12) + 1, 0)).getUTCDate();
  const pad = (n: number) => String(n).padStart(2, "0");
  return `${Math.floor(total / 12)}-${pad((total % 12) + 1)}-${pad(Math.min(day ?? 1, last))}`;
}

/**
 * When a term that begins at `from` ends. The day of the event is not counted; a term in working
 * days ends when offices close on its last day, one in calendar days at that day's end (local
 * midnight), one in hours to the minute.
 */
export function addDuration(from: Date, duration: Duration, calendar: Calendar): Date {
  if (duration.unit === "business-days") return addBusinessDays(from, duration.count, calendar);
  if (duration.unit === "business-hours") {
    return addBusinessMinutes(from, duration.count * 60, calendar);
  }
  const { months, days, minutes: exact } = duration;
  if (months === 0 && days === 0) return new Date(from.getTime() + exact * 60_000);
  const last = addDays(addMonths(dateIn(from, calendar.timeZone), months), days + 1);
  return new Date(instantOf(last, 0, calendar.timeZone).getTime() + exact * 60_000);
}

/** The local date a calendar term before `date`: when a renewal opens. Working time is refused. */
export function dateBefore(date: string, term: Duration): string {
  if (term.unit !== "calendar") throw new RangeError("only calendar time can be counted backwards");
  return addDays(addMonths(date, -term.months), -term.days);
}

/** What is left of a term when its clock is stopped, in the unit of the term. */
export type Remaining =
  | { readonly businessDays: number }
  | { readonly businessMinutes: number }
  | { readonly milliseconds: number };

/** The time left between the stop and the due time; never negative. */
export function remainingOf(
  due: Date,
  stopped: Date,
  unit: Duration["unit"],
  calendar: Calendar,
): Remaining {
  if (unit === "calendar") {
    return { milliseconds: Math.max(0, due.getTime() - stopped.getTime()) };
  }
  const [opens, closes] = [minutes(calendar.opens), minutes(calendar.closes)];
  const [first, last] = [dateIn(stopped, calendar.timeZone), dateIn(due, calendar.timeZone)];
  let days = 0;
  let left = 0;
  for (let day = first; day <= last; day = addDays(day, 1)) {
    if (!isBusinessDay(day, calendar)) continue;
    if (day > first) days++;
    const from = day === first ? Math.max(opens, minuteOfDay(stopped, calendar.timeZone)) : opens;
    const to = day === last ? Math.min(closes, minuteOfDay(due, calendar.timeZone)) : closes;
    left += Math.max(0, to - from);
  }
  return unit === "business-days" ? { businessDays: days } : { businessMinutes: left };
}

/** The new due time when a stopped clock resumes at `at`. */
export function resumeAt(at: Date, remaining: Remaining, calendar: Calendar): Date {
  if ("milliseconds" in remaining) return new Date(at.getTime() + remaining.milliseconds);
  if ("businessDays" in remaining) return addBusinessDays(at, remaining.businessDays, calendar);
  return addBusinessMinutes(at, remaining.businessMinutes, calendar);
}
