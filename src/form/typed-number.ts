import type { Lang } from "../catalogue/index.ts";
import { currencyDecimals } from "../kernel/index.ts";

/** A typed number, split into digits before and after the decimal sign. */
export interface Digits {
  readonly negative: boolean;
  readonly whole: string;
  readonly fraction: string;
}

const spaces = /[\s\u00a0\u2009\u202f'’]/g;
const spaceGroups = /^\d{1,3}(?:[\s\u00a0\u2009\u202f'’]\d{3})+(?:[.,]\d+)?$/;
const hasSpace = /[\s\u00a0\u2009\u202f'’]/;
const plain = /^(\d*)(?:([.,])(\d+))?$/;
const grouped = /^\d{1,3}(?:,\d{3})+(?:\.\d+)?$|^\d{1,3}(?:\.\d{3})+(?:,\d+)?$/;

/** Languages that read one comma before three digits as thousands: `18,050`. */
const commaGroups = new Set<Lang>(["en", "rw"]);
/** Languages in which many read one point before three digits as thousands: `18.050`. */
const pointGroups = new Set<Lang>(["az", "rw"]);

/**
 * Parses a number as people type it: `1000`, `1 000`, `1,000,000`, `2.5`, `2,5`, `1.000,5`. Where
 * one sign before three digits could mean thousands or decimals, `wholeOnly` (decimals make no
 * sense) or the language settles it; undefined otherwise, since asking again is better than a wrong
 * charge.
 */
export function readDigits(
  text: string,
  lang: Lang | undefined,
  wholeOnly: boolean,
): Digits | undefined {
  const negative = /^[-−]/.test(text);
  let rest = negative ? text.slice(1).trim() : text;
  if (hasSpace.test(rest)) {
    if (!spaceGroups.test(rest)) return undefined;
    return split(rest.replace(spaces, ""), negative);
  }
  if (/^0*[1-9]\d{0,2}[.,]\d{3}$/.test(rest) && !rest.startsWith("0")) {
    const comma = rest.includes(",");
    if (comma && (wholeOnly || (lang && commaGroups.has(lang)))) rest = rest.replace(",", "");
    else if (comma || wholeOnly || (lang && pointGroups.has(lang))) return undefined;
  } else if (grouped.test(rest) && rest.replace(/[^.,]/g, "").length > 1) {
    const decimal = rest.lastIndexOf(",") > rest.lastIndexOf(".") ? "," : ".";
    const twoSigns = rest.includes(",") && rest.includes(".");
    rest = twoSigns ? rest.replaceAll(decimal === "," ? "." : ",", "") : rest.replace(/[.,]/g, "");
  }
  return split(rest, negative);
}

function split(text: string, negative: boolean): Digits | undefined {
  const match = plain.exec(text);
  if (!match || text === "") return undefined;
  const whole = (match[1] ?? "").replace(/^0+(?=\d)/, "") || "0";
  return { negative, whole, fraction: (match[3] ?? "").replace(/0+$/, "") };
}

export type ReadNumber = { readonly value: number } | { readonly code: string };

/** A whole number that JavaScript represents exactly. */
export function readInteger(text: string, lang?: Lang): ReadNumber {
  const digits = readDigits(text, lang, true);
  if (!digits) return { code: "not-a-number" };
  if (digits.fraction !== "") return { code: "not-an-integer" };
  return exact(digits, 0);
}

/** A decimal of at most six places and fifteen digits, which a number represents exactly. */
export function readDecimal(text: string, lang?: Lang): ReadNumber {
  const digits = readDigits(text, lang, false);
  if (!digits || digits.fraction.length > 6) return { code: "not-a-number" };
  const { negative, whole, fraction } = digits;
  if (whole.length + fraction.length > 15) return { code: "too-large" };
  return { value: Number(`${negative ? "-" : ""}${whole}.${fraction || "0"}`) + 0 };
}

/** Money typed in major units, as minor units; more decimals than the currency has are refused. */
export function readMoney(text: string, currency: string, lang?: Lang): ReadNumber {
  const digits = readDigits(text, lang, true);
  if (!digits) return { code: "not-a-number" };
  const places = currencyDecimals(currency);
  if (digits.fraction.length > places)
    return { code: places === 0 ? "not-an-integer" : "not-a-number" };
  return exact(digits, places);
}

function exact({ negative, whole, fraction }: Digits, places: number): ReadNumber {
  const value = Number(whole + fraction.padEnd(places, "0"));
  if (!Number.isSafeInteger(value)) return { code: negative ? "too-small" : "too-large" };
  return { value: (negative ? -value : value) + 0 };
}

/** A decimal for an input, in a form that every language parses alike. */
export function decimalInput(value: number): string {
  const text = value.toFixed(6).replace(/\.?0+$/, "");
  return /[.]\d{3}$/.test(text) ? `${text}0` : text;
}
