import { compareNum, Decimal, fromNumber, toNumber } from "./decimal.ts";
import {
  dateText,
  durationText,
  FeelDate,
  FeelDuration,
  parseDate,
  parseDuration,
} from "./temporal.ts";
import type { FeelType, FeelValue } from "./types.ts";

/** Values during evaluation. */
export type Value =
  | null
  | boolean
  | number
  | Decimal
  | string
  | FeelDate
  | FeelDuration
  | readonly Value[]
  | ContextValue;
export interface ContextValue {
  readonly [key: string]: Value;
}

/** One evaluation: the input, the day, the loop variables, and the remaining work budget. */
export interface Env {
  readonly values: Readonly<Record<string, unknown>>;
  readonly today: string;
  readonly locals: Value[];
  memo: Map<string, Value> | null;
  work: number;
  turns: number;
}

/** Budget of one evaluation: small steps over lists, and iterations of loops and filters. */
export const WORK = 300_000;
export const TURNS = 10_000;
export const MAX_TEXT = 10_000;
export const MAX_LIST = 10_000;
const MAX_DEPTH = 40;

/** Thrown where a limit is reached, caught by `evaluate`: the whole rule is then null. */
export class LimitReached extends Error {}
const LIMIT = new LimitReached("a rule reached its limit of work");

export function spend(env: Env, steps: number): void {
  env.work -= steps;
  if (env.work < 0) throw LIMIT;
}

export function spendTurn(env: Env): void {
  env.turns -= 1;
  if (env.turns < 0) throw LIMIT;
}

export function bounded(size: number, limit: number): void {
  if (size > limit) throw LIMIT;
}

export const isNum = (value: Value): value is number | Decimal =>
  typeof value === "number" || value instanceof Decimal;
export const isList = (value: Value): value is readonly Value[] => Array.isArray(value);
export const isContext = (value: Value): value is ContextValue =>
  typeof value === "object" && value !== null && kindOf(value) === "context";

export function kindOf(value: Value): string {
  if (value === null) return "null";
  if (typeof value !== "object") return typeof value;
  if (value instanceof Decimal) return "number";
  if (value instanceof FeelDate) return "date";
  if (value instanceof FeelDuration) return "duration";
  return Array.isArray(value) ? "list" : "context";
}

/** DMN equality: null equals only null; different kinds give null. */
export function equal(a: Value, b: Value, env: Env): boolean | null {
  if (typeof a === "number" && typeof b === "number") return a === b;
  if (a === null || b === null) return a === b;
  if (typeof a === "string" && typeof b === "string") return a === b;
  if (kindOf(a) !== kindOf(b)) return null;
  if (isList(a) && isList(b))
    return a.length === b.length && a.every((item, i) => same(item, b[i] ?? null, env));
  if (isContext(a) && isContext(b)) {
    const keys = Object.keys(a);
    if (keys.length !== Object.keys(b).length) return false;
    return keys.every((key) => Object.hasOwn(b, key) && same(a[key] ?? null, b[key] ?? null, env));
  }
  return typeof a === "boolean" ? a === b : order(a, b) === 0;
}

function same(a: Value, b: Value, env: Env): boolean {
  spend(env, 1);
  return equal(a, b, env) === true;
}

/** Negative, zero or positive; null where the two have no order. */
export function order(a: Value, b: Value): number | null {
  if (typeof a === "number" && typeof b === "number") return a - b;
  if (isNum(a) && isNum(b)) return compareNum(a, b);
  if (typeof a === "string" && typeof b === "string") return a < b ? -1 : a > b ? 1 : 0;
  if (a instanceof FeelDate && b instanceof FeelDate) return a.day - b.day;
  if (a instanceof FeelDuration && b instanceof FeelDuration)
    return a.unit === b.unit ? a.amount - b.amount : null;
  return null;
}

/** A reader that converts JSON as the scope declares it; other values become null. */
export function reader(type: FeelType): (raw: unknown) => Value {
  switch (type.kind) {
    case "number":
      return (raw) => (typeof raw === "number" ? fromNumber(raw) : null);
    case "string":
    case "enum":
      return (raw) => (typeof raw === "string" ? raw : null);
    case "boolean":
      return (raw) => (typeof raw === "boolean" ? raw : null);
    case "date":
      return (raw) => (typeof raw === "string" ? parseDate(raw) : null);
    case "duration":
      return (raw) => (typeof raw === "string" ? parseDuration(raw) : null);
    case "null":
      return () => null;
    case "any":
      return (raw) => readAny(raw, 0);
    case "list": {
      const item = reader(type.of);
      return (raw) => (Array.isArray(raw) ? raw.map((each: unknown) => item(each)) : null);
    }
    case "context":
      return contextReader(type.fields);
  }
}

function contextReader(fields: Readonly<Record<string, FeelType>>): (raw: unknown) => Value {
  const readers = Object.entries(fields).map(([name, type]) => [name, reader(type)] as const);
  return (raw) => {
    if (typeof raw !== "object" || raw === null || Array.isArray(raw)) return null;
    return Object.fromEntries(readers.map(([name, read]) => [name, read(field(raw, name))]));
  };
}

/** An own property only, so that no name reaches JavaScript's prototypes. */
export const field = (raw: unknown, name: string): unknown =>
  typeof raw === "object" && raw !== null && Object.hasOwn(raw, name)
    ? (raw as Readonly<Record<string, unknown>>)[name]
    : undefined;

function readAny(raw: unknown, depth: number): Value {
  if (typeof raw === "string" || typeof raw === "boolean") return raw;
  if (typeof raw === "number") return fromNumber(raw);
  if (typeof raw !== "object" || raw === null || depth > MAX_DEPTH) return null;
  if (Array.isArray(raw)) return raw.map((item: unknown) => readAny(item, depth + 1));
  return Object.fromEntries(
    Object.entries(raw).map(([name, item]) => [name, readAny(item, depth + 1)]),
  );
}

/** JSON has no number beyond 1.8e308. */
const finite = (n: number): number | null => (Number.isFinite(n) ? n : null);

/** A value as JSON; a number by its decimal text. */
export function toJson(value: Value, env: Env): FeelValue {
  if (typeof value !== "object" || value === null) return value;
  if (value instanceof Decimal) return finite(toNumber(value));
  if (value instanceof FeelDate) return dateText(value);
  if (value instanceof FeelDuration) return durationText(value);
  spend(env, isList(value) ? value.length + 1 : 1);
  if (isList(value)) return value.map((item) => toJson(item, env));
  return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, toJson(item, env)]));
}
