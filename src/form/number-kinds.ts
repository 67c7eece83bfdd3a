import type { Field, Lang } from "../catalogue/index.ts";
import { currencyDecimals, decimalText } from "../kernel/index.ts";
import { type Kind, plainly, type ReadField, type Wording, type Wrong, wordsIn } from "./kind.ts";
import { single } from "./raw.ts";
import { decimalInput, readDecimal, readInteger, readMoney } from "./typed-number.ts";
import { cleanText } from "./typed-text.ts";

/** Input is parsed by `readTyped`; the answer is a number with limits. */
interface NumberKind {
  readTyped(typed: string, field: Field, lang: Lang | undefined): ReadField;
  /** Units of the answer per unit of a limit. */
  scale(field: Field): number;
  shape(value: number): Wrong | undefined;
  input(field: Field, value: number): string;
  say(field: Field, value: number, wording: Wording): string;
  inRules?(field: Field, value: number): number;
  readonly schema: "integer" | "number";
}

const number = (kind: NumberKind): Kind<number> => ({
  inputs: [""],
  read(field, raw, lang) {
    const typed = cleanText(single(raw, field.name), false);
    return typed === "" ? {} : kind.readTyped(typed, field, lang);
  },
  is: (value) => typeof value === "number" && Number.isFinite(value),
  notOne: { code: "not-a-number" },
  check: (field, value) => kind.shape(value) ?? wrongLimits(field, value, kind.scale(field)),
  raw: (field, value) => ({ "": kind.input(field, value) }),
  inRules: kind.inRules ?? ((_field, value) => value),
  say: (field, value, wording) => plainly(kind.say(field, value, wording)),
  schema(field) {
    const { minimum, maximum, currency } = field;
    const inUnits = (limit: number) => Math.round(limit * kind.scale(field) * 1e6) / 1e6;
    return {
      type: kind.schema,
      ...(minimum !== undefined && { minimum: inUnits(minimum) }),
      ...(maximum !== undefined && { maximum: inUnits(maximum) }),
      ...(currency && { currency, minorUnits: true }),
    };
  },
});

const integerShape = (value: number): Wrong | undefined =>
  Number.isSafeInteger(value) ? undefined : { code: "not-an-integer" };

/** At most six decimals and fifteen digits: what an input can show and read back unchanged. */
const decimalShape = (value: number): Wrong | undefined =>
  Math.abs(value) < 1e15 && Number(value.toFixed(6)) === value
    ? undefined
    : { code: "not-a-number" };

function wrongLimits({ minimum, maximum }: Field, value: number, scale: number): Wrong | undefined {
  const units = (limit: number) => (scale === 1 ? limit : Math.round(limit * scale));
  if (minimum !== undefined && value < units(minimum))
    return { code: "too-small", facts: { min: minimum } };
  if (maximum !== undefined && value > units(maximum))
    return { code: "too-large", facts: { max: maximum } };
  return undefined;
}

function inUnit({ unit }: Field, value: number, wording: Wording): string {
  const formatted = wording.words.formatNumber(value);
  return unit ? `${formatted} ${wordsIn(unit, wording)}` : formatted;
}

const one = () => 1;

const currencyOf = ({ currency }: Field): string => currency ?? "";

/** A whole number of minor units; limits, inputs and rules use major units. */
export const money = number({
  readTyped: (typed, field, lang) => readMoney(typed, currencyOf(field), lang),
  scale: (field) => 10 ** currencyDecimals(currencyOf(field)),
  shape: integerShape,
  input: (field, minor) => decimalText({ minor, currency: currencyOf(field) }),
  say: (field, minor, { words }) => words.formatMoney({ minor, currency: currencyOf(field) }),
  inRules(field, minor) {
    const currency = currencyOf(field);
    if (currencyDecimals(currency) === 0 || !Number.isSafeInteger(minor)) return minor;
    return Number(decimalText({ minor, currency }));
  },
  schema: "integer",
});

export const integer = number({
  readTyped: (typed, _field, lang) => readInteger(typed, lang),
  scale: one,
  shape: integerShape,
  input: (_field, value) => String(value),
  say: inUnit,
  schema: "integer",
});

export const decimal = number({
  readTyped: (typed, _field, lang) => readDecimal(typed, lang),
  scale: one,
  shape: decimalShape,
  input: (_field, value) => decimalInput(value),
  say: inUnit,
  schema: "number",
});
