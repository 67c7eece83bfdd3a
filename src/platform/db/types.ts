import pg from "pg";

type Parse = (text: string) => unknown;

function safeInteger(text: string): number {
  const number = Number(text);
  if (Number.isSafeInteger(number)) return number;
  throw new RangeError(`int8 ${text} does not fit a JavaScript number`);
}

const digit = (text: string, at: number): number => text.charCodeAt(at) - 48;
const two = (text: string, at: number): number => digit(text, at) * 10 + digit(text, at + 1);

/**
 * `2026-03-01 09:30:00.123456+00` (sessions run in UTC), digit by digit: in half the time that
 * `Date` takes for such a text. Whatever else PostgreSQL may write is left to `Date`.
 */
function instant(text: string): Date {
  if (text[10] !== " " || !text.endsWith("+00")) return new Date(text);
  const year = two(text, 0) * 100 + two(text, 2);
  // `Date.UTC` takes a year of two digits for one of the twentieth century.
  if (year < 100) return new Date(`${text.slice(0, 10)}T${text.slice(11, -3)}Z`);
  const digits = text[19] === "." ? text.length - "2026-03-01 09:30:00.+00".length : 0;
  const milliseconds =
    (digits > 0 ? digit(text, 20) * 100 : 0) +
    (digits > 1 ? digit(text, 21) * 10 : 0) +
    (digits > 2 ? digit(text, 22) : 0);
  const [month, day] = [two(text, 5) - 1, two(text, 8)];
  const [hour, minute, second] = [two(text, 11), two(text, 14), two(text, 17)];
  return new Date(Date.UTC(year, month, day, hour, minute, second, milliseconds));
}

const bytes: Parse = (text) => Buffer.from(text.slice(2), "hex");
const asIs: Parse = (text) => text;

/**
 * Type, its array type, and what its text becomes; whatever is not listed stays text. Source:
 * pg_type.dat.
 */
const parsersByType: readonly (readonly [oid: number, array: number, parse: Parse])[] = [
  [16, 1000, (text) => text === "t"], // bool
  [17, 1001, bytes], // bytea
  [19, 1003, asIs], // name
  [20, 1016, safeInteger], // int8
  [21, 1005, Number], // int2
  [23, 1007, Number], // int4
  [25, 1009, asIs], // text
  [26, 1028, Number], // oid
  [114, 199, (text) => JSON.parse(text)], // json
  [700, 1021, Number], // float4
  [701, 1022, Number], // float8
  [1042, 1014, asIs], // bpchar
  [1043, 1015, asIs], // varchar
  [1082, 1182, asIs], // date
  [1114, 1115, (text) => new Date(text)], // timestamp
  [1184, 1185, instant], // timestamptz
  [1700, 1231, asIs], // numeric
  [2950, 2951, asIs], // uuid
  [3802, 3807, (text) => JSON.parse(text)], // jsonb
];

type Nested = string | null | readonly Nested[];
const readArray = pg.types.getTypeParser(1009 as never, "text") as (
  text: string,
) => readonly Nested[];

function each(value: Nested, parse: Parse): unknown {
  if (value === null) return null;
  return typeof value === "string" ? parse(value) : value.map((one) => each(one, parse));
}

const arrayOf =
  (parse: Parse): Parse =>
  (text) =>
    each(readArray(text), parse);

const parsers = new Map(
  parsersByType.flatMap(([oid, array, parse]) => [
    [oid, parse] as const,
    [array, arrayOf(parse)] as const,
  ]),
);

/** How text from PostgreSQL becomes a value; `connect` says what comes as what. */
export const types = {
  getTypeParser: (oid: number) => parsers.get(oid) ?? asIs,
} as pg.CustomTypesConfig;
