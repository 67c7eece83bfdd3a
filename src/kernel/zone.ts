/**
 * Local dates and times of a zone by Intl, without hard-coded offsets. Each formatter is made once:
 * one costs as much as a tenth of a page, and what it holds outside the heap brings on collections.
 */
const formats = new Map<string, Intl.DateTimeFormat>();

function format(timeZone: string): Intl.DateTimeFormat {
  let formatter = formats.get(timeZone);
  if (!formatter) {
    formatter = new Intl.DateTimeFormat("sv-SE", {
      timeZone,
      dateStyle: "short",
      timeStyle: "short",
    });
    formats.set(timeZone, formatter);
  }
  return formatter;
}

/** Local date `YYYY-MM-DD` of an instant. */
export const dateIn = (instant: Date, timeZone: string): string =>
  format(timeZone).format(instant).slice(0, 10);

/** Local time of day `HH:MM` of an instant, in the same way in every language. */
export const clockTime = (instant: Date, timeZone: string): string =>
  format(timeZone).format(instant).slice(11, 16);

/** Local minute of the day, 0 … 1439. */
export function minuteOfDay(instant: Date, timeZone: string): number {
  const text = format(timeZone).format(instant);
  return Number(text.slice(11, 13)) * 60 + Number(text.slice(14, 16));
}

/**
 * The instant of a local date and minute; a minute skipped by a clock change moves by that change.
 */
export function instantOf(date: string, minute: number, timeZone: string): Date {
  const localTime = Date.parse(`${date}T00:00:00Z`) + minute * 60_000;
  const offsetAt = (time: number) => {
    const text = format(timeZone).format(new Date(time));
    return Date.parse(`${text.replace(" ", "T")}:00Z`) - Math.floor(time / 60_000) * 60_000;
  };
  const guess = localTime - offsetAt(localTime);
  return new Date(localTime - offsetAt(guess));
}

export const addDays = (date: string, days: number): string =>
  new Date(Date.parse(`${date}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);

/** 1 Monday … 7 Sunday. */
export const isoWeekday = (date: string): number => new Date(`${date}T00:00:00Z`).getUTCDay() || 7;

/** An existing date from its typed parts, as `YYYY-MM-DD`; undefined otherwise. */
export function dateOf(day: string, month: string, year: string): string | undefined {
  if (!/^\d{1,2}$/.test(day) || !/^\d{1,2}$/.test(month) || !/^(19|20)\d{2}$/.test(year))
    return undefined;
  const text = `${year}-${month.padStart(2, "0")}-${day.padStart(2, "0")}`;
  const at = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(at.getTime()) && at.toISOString().startsWith(text) ? text : undefined;
}
