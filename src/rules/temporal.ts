/** A calendar day, counted from 1970-01-01 (proleptic Gregorian, years 1 to 9999). */
export class FeelDate {
  readonly day: number;
  constructor(day: number) {
    this.day = day;
  }
}

/** Either whole months or seconds: the two kinds of DMN are never mixed. */
export class FeelDuration {
  readonly unit: "months" | "seconds";
  readonly amount: number;
  constructor(unit: "months" | "seconds", amount: number) {
    this.unit = unit;
    this.amount = amount;
  }
}

const DAY = 86_400;
const FIRST_DAY = -719_162; // 0001-01-01
const LAST_DAY = 2_932_896; // 9999-12-31
const MAX_AMOUNT = 1e12;

/** Days since 1970-01-01 (Howard Hinnant, chrono-compatible low-level date algorithms). */
function daysFromCivil(year: number, month: number, day: number): number {
  const y = month <= 2 ? year - 1 : year;
  const era = Math.floor(y / 400);
  const yearOfEra = y - era * 400;
  const dayOfYear = Math.floor((153 * (month + (month > 2 ? -3 : 9)) + 2) / 5) + day - 1;
  const dayOfEra =
    yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear;
  return era * 146_097 + dayOfEra - 719_468;
}

export interface Civil {
  readonly year: number;
  readonly month: number;
  readonly day: number;
}

export function civil(date: FeelDate): Civil {
  const shifted = date.day + 719_468;
  const era = Math.floor(shifted / 146_097);
  const dayOfEra = shifted - era * 146_097;
  const yearOfEra = Math.floor(
    (dayOfEra -
      Math.floor(dayOfEra / 1460) +
      Math.floor(dayOfEra / 36_524) -
      Math.floor(dayOfEra / 146_096)) /
      365,
  );
  const dayOfYear =
    dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const shiftedMonth = Math.floor((5 * dayOfYear + 2) / 153);
  const month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9;
  return {
    year: yearOfEra + era * 400 + (month <= 2 ? 1 : 0),
    month,
    day: dayOfYear - Math.floor((153 * shiftedMonth + 2) / 5) + 1,
  };
}

const daysInMonth = (year: number, month: number): number =>
  month === 2
    ? year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0)
      ? 29
      : 28
    : [4, 6, 9, 11].includes(month)
      ? 30
      : 31;

/** Null where there is no such day. */
export function makeDate(year: number, month: number, day: number): FeelDate | null {
  const whole = Number.isInteger(year) && Number.isInteger(month) && Number.isInteger(day);
  if (!whole || year < 1 || year > 9999 || month < 1 || month > 12 || day < 1) return null;
  if (day > daysInMonth(year, month)) return null;
  return new FeelDate(daysFromCivil(year, month, day));
}

/** Strictly "YYYY-MM-DD"; null otherwise. */
export function parseDate(text: string): FeelDate | null {
  const match = text.length === 10 ? /^(\d{4})-(\d\d)-(\d\d)$/.exec(text) : null;
  return match === null ? null : makeDate(Number(match[1]), Number(match[2]), Number(match[3]));
}

export function dateText(date: FeelDate): string {
  const { year, month, day } = civil(date);
  const two = (n: number): string => String(n).padStart(2, "0");
  return `${String(year).padStart(4, "0")}-${two(month)}-${two(day)}`;
}

const timePart = /(?:T(?=\d)(?:(\d{1,9})H)?(?:(\d{1,9})M)?(?:(\d{1,9})S)?)?/.source;
const DURATION = new RegExp(`^(-?)P(?:(\\d{1,9})Y)?(?:(\\d{1,9})M)?(?:(\\d{1,7})D)?${timePart}$`);

/** "P1Y2M" or "P3DT4H"; null for a mixture, for weeks and for anything else. */
export function parseDuration(text: string): FeelDuration | null {
  const match = DURATION.exec(text);
  if (match === null) return null;
  const sign = match[1] === "-" ? -1 : 1;
  const [years, months, days, hours, minutes, seconds] = match.slice(2);
  const monthly = years !== undefined || months !== undefined;
  const daily = [days, hours, minutes, seconds].some((part) => part !== undefined);
  if (monthly === daily) return null;
  const n = (part: string | undefined): number => Number(part ?? 0);
  return monthly
    ? makeDuration("months", sign * (n(years) * 12 + n(months)))
    : makeDuration(
        "seconds",
        sign * (n(days) * DAY + n(hours) * 3600 + n(minutes) * 60 + n(seconds)),
      );
}

/** Null where the amount is no whole number or out of range. */
export function makeDuration(unit: "months" | "seconds", amount: number): FeelDuration | null {
  if (!Number.isInteger(amount) || Math.abs(amount) > MAX_AMOUNT) return null;
  return new FeelDuration(unit, amount + 0);
}

export function durationText({ unit, amount }: FeelDuration): string {
  const sign = amount < 0 ? "-" : "";
  const size = Math.abs(amount);
  const part = (n: number, letter: string): string => (n === 0 ? "" : `${n}${letter}`);
  if (unit === "months") {
    const months = part(size % 12, "M") || (size === 0 ? "0M" : "");
    return `${sign}P${part(Math.floor(size / 12), "Y")}${months}`;
  }
  const hours = part(Math.floor((size % DAY) / 3600), "H");
  const minutes = part(Math.floor((size % 3600) / 60), "M");
  const time = `${hours}${minutes}${part(size % 60, "S")}`;
  if (size === 0) return "PT0S";
  return `${sign}P${part(Math.floor(size / DAY), "D")}${time === "" ? "" : `T${time}`}`;
}

/**
 * A month later is the same day, or the month's last where it has no such day. Null outside years
 * 1–9999.
 */
export function addDuration(date: FeelDate, { unit, amount }: FeelDuration): FeelDate | null {
  if (unit === "seconds") {
    const day = date.day + Math.floor(amount / DAY);
    return day < FIRST_DAY || day > LAST_DAY ? null : new FeelDate(day);
  }
  const { year, month, day } = civil(date);
  const months = year * 12 + month - 1 + amount;
  const newYear = Math.floor(months / 12);
  const newMonth = months - newYear * 12 + 1;
  return makeDate(newYear, newMonth, Math.min(day, daysInMonth(newYear, newMonth)));
}

export const daysBetween = (from: FeelDate, to: FeelDate): FeelDuration =>
  new FeelDuration("seconds", (to.day - from.day) * DAY);

/** Whole months from one day to another, cut towards zero. */
export function monthsBetween(from: FeelDate, to: FeelDate): number {
  if (to.day < from.day) return 0 - monthsBetween(to, from);
  const a = civil(from);
  const b = civil(to);
  return (b.year - a.year) * 12 + b.month - a.month - (b.day < a.day ? 1 : 0);
}

const cut = (n: number): number => Math.trunc(n) + 0;
const part =
  (unit: FeelDuration["unit"], read: (amount: number) => number) =>
  (d: FeelDuration): number | null =>
    d.unit === unit ? read(d.amount) : null;

/** `date.year`, `.month`, `.day`, `.weekday` (Monday is 1, as in ISO 8601). */
export const DATE_PROPERTIES: Readonly<Record<string, (date: FeelDate) => number>> = {
  year: (date) => civil(date).year,
  month: (date) => civil(date).month,
  day: (date) => civil(date).day,
  weekday: (date) => ((((date.day + 3) % 7) + 7) % 7) + 1,
};

/**
 * `duration.years` and `.months` of a months duration; `.days`, `.hours`, `.minutes`, `.seconds` of
 * the other.
 */
export const DURATION_PROPERTIES: Readonly<Record<string, (d: FeelDuration) => number | null>> = {
  years: part("months", (n) => cut(n / 12)),
  months: part("months", (n) => (n % 12) + 0),
  days: part("seconds", (n) => cut(n / DAY)),
  hours: part("seconds", (n) => cut((n % DAY) / 3600)),
  minutes: part("seconds", (n) => cut((n % 3600) / 60)),
  seconds: part("seconds", (n) => (n % 60) + 0),
};
