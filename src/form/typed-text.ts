/**
 * Controls except line feed, and invisible marks that join words or change the direction of
 * writing.
 */
const unwanted = /(?!\n)\p{Cc}|[\u200b\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]/gu;

/** The common case: nothing here needs cleaning. */
const plainAscii = /^[ -~]*$/;

/**
 * Text as stored: well-formed Unicode in NFC, without controls, trimmed; one line unless `lines`.
 */
export function cleanText(raw: string, lines: boolean): string {
  if (plainAscii.test(raw)) return raw.trim();
  const oneKind = raw
    .toWellFormed()
    .replace(/\r\n?|[\u2028\u2029]/g, "\n")
    .replaceAll("\t", " ");
  const text = (lines ? oneKind : oneKind.replaceAll("\n", " ")).replace(unwanted, "");
  return text.normalize("NFC").trim();
}

/** Length in code points, close to what a person counts. */
export function lengthOf(text: string): number {
  let count = 0;
  for (const _ of text) count++;
  return count;
}

const email = /^[^\s@"(),:;<>[\\\]]{1,64}@[^\s@.]+(?:\.[^\s@.]+)+$/;

export const isEmail = (text: string): boolean => text.length <= 254 && email.test(text);

const isoDate = /^(\d{4})-(\d{2})-(\d{2})$/;

/** A calendar date between the years 1000 and 9999, as `YYYY-MM-DD`. */
export function isDate(text: string): boolean {
  const match = isoDate.exec(text);
  return match !== null && dateText(Number(match[1]), Number(match[2]), Number(match[3])) === text;
}

export function readDate(day: string, month: string, year: string): string | undefined {
  if (!/^\d{1,2}$/.test(day) || !/^\d{1,2}$/.test(month) || !/^\d{4}$/.test(year)) return undefined;
  return dateText(Number(year), Number(month), Number(day));
}

function dateText(year: number, month: number, day: number): string | undefined {
  if (year < 1000 || month < 1 || month > 12 || day < 1 || day > daysIn(year, month))
    return undefined;
  return `${year}-${String(month).padStart(2, "0")}-${String(day).padStart(2, "0")}`;
}

function daysIn(year: number, month: number): number {
  if (month === 2) return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28;
  return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31;
}
