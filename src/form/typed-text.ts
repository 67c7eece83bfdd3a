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

/** A number on a document as it is kept: 'mscu 123456-7' is MSCU1234567. */
export const compactCode = (text: string): string =>
  text.replaceAll(/[\s.\u2010-\u2015-]/g, "").toUpperCase();

/** Whether a text can be the name of a person: letters, and no digit. */
export const isName = (text: string): boolean => /\p{L}/u.test(text) && !/\d/.test(text);

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

/** @param month its number, or its name or the first letters of it in one of our languages */
export function readDate(day: string, month: string, year: string): string | undefined {
  if (!/^\d{1,2}$/.test(day) || !/^\d{4}$/.test(year)) return undefined;
  const number = /^\d{1,2}$/.test(month) ? Number(month) : monthNamed(month);
  return dateText(Number(year), number, Number(day));
}

const plain = (name: string): string =>
  name
    .toLowerCase()
    .normalize("NFD")
    .replaceAll(/\p{M}|\.$/gu, "");

/** From 1; 0 where no month, or more than one, begins like this. */
function monthNamed(typed: string): number {
  const begin = plain(typed);
  if (begin.length < 3) return 0;
  const numbers = new Set<number>();
  for (const lang of ["rw", "en", "fr", "az"]) {
    const words = new Intl.DateTimeFormat(lang, { month: "long", timeZone: "UTC" });
    for (let month = 1; month <= 12; month++)
      if (plain(words.format(Date.UTC(2000, month - 1))).startsWith(begin)) numbers.add(month);
  }
  const [month = 0] = numbers;
  return numbers.size === 1 ? month : 0;
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
