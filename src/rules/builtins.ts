import * as decimal from "./decimal.ts";
import { sameName } from "./same-name.ts";
import * as temporal from "./temporal.ts";
import {
  BOOLEAN,
  DATE,
  DURATION,
  type FeelType,
  joinAll,
  listOf,
  NUMBER,
  STRING,
} from "./types.ts";
import * as values from "./values.ts";
import { type Env, equal, order, type Value } from "./values.ts";

type Kind = "number" | "string" | "boolean" | "date" | "duration" | "list" | "any";

/** A built-in function: its arguments, its result type, and its implementation. */
export interface Builtin {
  /** The kinds that each argument may have, in order. */
  readonly takes: readonly (readonly Kind[])[];
  /** The least number of arguments; all by default. */
  readonly least?: number;
  /** `repeat`: the last argument may be repeated. `gather`: one list, or its items one by one. */
  readonly many?: "repeat" | "gather";
  readonly gives: FeelType | ((types: readonly FeelType[]) => FeelType);
  /** Arguments have the kinds of `takes`; otherwise the result is null without a call. */
  readonly run: (args: readonly Value[], env: Env) => Value;
}

const one = (kind: Kind): readonly (readonly Kind[])[] => [[kind]];
const two = (a: Kind, b: Kind): readonly (readonly Kind[])[] => [[a], [b]];

const onText = (gives: FeelType, act: (text: string) => Value): Builtin => ({
  takes: one("string"),
  gives,
  run: ([text]) => act(text as string),
});
const onTexts = (act: (text: string, part: string) => boolean): Builtin => ({
  takes: two("string", "string"),
  gives: BOOLEAN,
  run: ([text, part]) => act(text as string, part as string),
});
const onNumber = (act: (n: decimal.Num) => Value): Builtin => ({
  takes: one("number"),
  gives: NUMBER,
  run: ([n]) => act(n as decimal.Num),
});
const rounding = (how: decimal.Rounding): Builtin => ({
  takes: two("number", "number"),
  least: 1,
  gives: NUMBER,
  run: ([n, scale = 0]) => decimal.roundNum(n as decimal.Num, scale as decimal.Num, how),
});
type List = readonly Value[];
const onList = (gives: Builtin["gives"], act: (list: List, env: Env) => Value): Builtin => ({
  takes: one("list"),
  gives,
  run: ([list], env) => act(list as List, env),
});
const gathering = (
  kinds: readonly Kind[],
  gives: Builtin["gives"],
  act: (list: List) => Value,
): Builtin => ({
  takes: [kinds],
  many: "gather",
  gives,
  run: ([list]) => act(list as List),
});

const itemType = (types: readonly FeelType[]): FeelType =>
  joinAll(types.map((type) => (type.kind === "list" ? type.of : type)));
const ORDERED: readonly Kind[] = ["number", "string", "date", "duration"];

function extreme(list: List, sign: 1 | -1): Value {
  let best: Value = list[0] ?? null;
  for (const item of list) {
    const comparison = order(item, best);
    if (comparison === null) return null;
    if (comparison * sign > 0) best = item;
  }
  return best;
}

function sum(list: List): decimal.Num | null {
  let total: decimal.Num | null = list.length === 0 ? null : 0;
  for (const item of list) {
    if (total === null || !values.isNum(item)) return null;
    total = decimal.addNum(total, item);
  }
  return total;
}

function mean(list: List): Value {
  const total = sum(list);
  return total === null ? null : decimal.divideNum(total, list.length);
}

function conditions(list: List, decisive: boolean): Value {
  if (list.includes(decisive)) return decisive;
  return list.every((item) => item === !decisive) ? !decisive : null;
}

function concatenated(lists: List): Value {
  const joined = (lists as readonly List[]).flat(1);
  values.bounded(joined.length, values.MAX_LIST);
  return joined;
}

function distinct(list: List, env: Env): Value {
  const unique: Value[] = [];
  for (const item of list) {
    values.spend(env, unique.length);
    if (!unique.some((other) => equal(item, other, env) === true)) unique.push(item);
  }
  return unique;
}

function substring([text, start, length]: readonly Value[]): Value {
  const letters = [...(text as string)];
  if (!Number.isInteger(start) || start === 0) return null;
  const from = (start as number) < 0 ? letters.length + (start as number) : (start as number) - 1;
  if (length === undefined) return letters.slice(Math.max(0, from)).join("");
  if (!Number.isInteger(length) || (length as number) < 0) return null;
  return letters.slice(Math.max(0, from), Math.max(0, from + (length as number))).join("");
}

function asText(value: Value): Value {
  if (values.isNum(value)) return decimal.toText(value);
  if (value instanceof temporal.FeelDate) return temporal.dateText(value);
  if (value instanceof temporal.FeelDuration) return temporal.durationText(value);
  return typeof value === "boolean" ? String(value) : typeof value === "string" ? value : null;
}

function date([first, month, day]: readonly Value[]): Value {
  if (typeof first === "string") return temporal.parseDate(first);
  if (first instanceof temporal.FeelDate) return first;
  const whole = typeof first === "number" && typeof month === "number" && typeof day === "number";
  return whole ? temporal.makeDate(first, month, day) : null;
}

/**
 * Whole years of age at `today`; null before birth. A person born on 29 February ages on 1 March.
 */
function age([birth]: readonly Value[], env: Env): Value {
  const today = temporal.parseDate(env.today);
  const born = birth as temporal.FeelDate;
  if (today === null || today.day < born.day) return null;
  return Math.floor(temporal.monthsBetween(born, today) / 12);
}

const WEEKDAYS = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];
const dayOfWeek = ([day]: readonly Value[]): Value =>
  WEEKDAYS[(temporal.DATE_PROPERTIES.weekday?.(day as temporal.FeelDate) ?? 0) - 1] ?? null;

const dates = two("date", "date");

export const BUILTINS: Readonly<Record<string, Builtin>> = {
  today: { takes: [], gives: DATE, run: (_args, env) => temporal.parseDate(env.today) },
  age: { takes: one("date"), gives: NUMBER, run: age },
  date: {
    takes: [["string", "date", "number"], ["number"], ["number"]],
    least: 1,
    gives: DATE,
    run: date,
  },
  duration: onText(DURATION, temporal.parseDuration),
  "years and months duration": {
    takes: dates,
    gives: DURATION,
    run: ([from, to]) =>
      temporal.makeDuration(
        "months",
        temporal.monthsBetween(from as temporal.FeelDate, to as temporal.FeelDate),
      ),
  },
  "day of week": { takes: one("date"), gives: { kind: "enum", values: WEEKDAYS }, run: dayOfWeek },
  number: onText(NUMBER, (text) => decimal.parseNumber(text.trim())),
  string: {
    takes: [["number", "string", "boolean", "date", "duration"]],
    gives: STRING,
    run: ([value = null]) => asText(value),
  },
  "string length": onText(NUMBER, (text) => [...text].length),
  "upper case": onText(STRING, (text) => text.toUpperCase()),
  "lower case": onText(STRING, (text) => text.toLowerCase()),
  substring: {
    takes: [["string"], ["number"], ["number"]],
    least: 2,
    gives: STRING,
    run: substring,
  },
  contains: onTexts((text, part) => text.includes(part)),
  "starts with": onTexts((text, part) => text.startsWith(part)),
  "ends with": onTexts((text, part) => text.endsWith(part)),
  "same name": onTexts(sameName),
  "list contains": {
    takes: two("list", "any"),
    gives: BOOLEAN,
    run: ([list, target = null], env) =>
      (list as List).some((item) => equal(item, target, env) === true),
  },
  count: onList(NUMBER, (list) => list.length),
  min: gathering(ORDERED, itemType, (list) => extreme(list, -1)),
  max: gathering(ORDERED, itemType, (list) => extreme(list, 1)),
  sum: gathering(["number"], NUMBER, sum),
  mean: gathering(["number"], NUMBER, mean),
  all: gathering(["boolean"], BOOLEAN, (list) => conditions(list, false)),
  any: gathering(["boolean"], BOOLEAN, (list) => conditions(list, true)),
  append: {
    takes: two("list", "any"),
    many: "repeat",
    gives: ([list, ...items]) =>
      listOf(joinAll([list?.kind === "list" ? list.of : { kind: "any" }, ...items])),
    run: ([list, ...items]) => concatenated([list as List, items]),
  },
  concatenate: {
    takes: one("list"),
    many: "repeat",
    gives: (types) => listOf(itemType(types)),
    run: concatenated,
  },
  "distinct values": onList(([list]) => list ?? { kind: "any" }, distinct),
  floor: rounding("floor"),
  ceiling: rounding("ceiling"),
  "round half up": rounding("half-up"),
  "round up": rounding("up"),
  "round down": rounding("down"),
  abs: onNumber((n) => (decimal.compareNum(n, 0) < 0 ? decimal.negate(n) : n)),
  modulo: {
    takes: two("number", "number"),
    gives: NUMBER,
    run: ([a, b]) => decimal.moduloNum(a as decimal.Num, b as decimal.Num),
  },
  not: { takes: one("boolean"), gives: BOOLEAN, run: ([value]) => value === false },
  "is defined": { takes: one("any"), gives: BOOLEAN, run: ([value]) => value !== null },
};

const PATTERNS = "regular expressions are refused: they can run without end";
const NO_TIMES = "rules know days, not times";

/** FEEL functions that are left out on purpose: why, and what to write instead. */
export const REFUSED: Readonly<Record<string, readonly [message: string, mend: string]>> = {
  matches: [PATTERNS, "use contains, starts with, ends with, or the field's own format"],
  replace: [PATTERNS, "use substring, or ask the question in parts"],
  split: [PATTERNS, "use substring, or ask the question in parts"],
  extract: [PATTERNS, "use substring, or ask the question in parts"],
  now: [NO_TIMES, "use today()"],
  time: [NO_TIMES, "use date(…)"],
  "date and time": [NO_TIMES, "use date(…)"],
};
