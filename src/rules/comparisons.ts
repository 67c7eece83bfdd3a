import { nearest } from "../kernel/index.ts";
import { type CompiledExpression, compiled, type Maker, type Names, refuse } from "./making.ts";
import { kid, type Syntax } from "./syntax.ts";
import { BOOLEAN, describe, disjoint, listed, related } from "./types.ts";
import { type Env, equal, isList, order, type Value } from "./values.ts";

type Compare = (a: Value, b: Value, env: Env) => boolean | null;
type Test = (value: Value, env: Env) => boolean | null;

const ordered =
  (holds: (order: number) => boolean): Compare =>
  (a, b) => {
    const ordering = order(a, b);
    return ordering === null ? null : holds(ordering);
  };

const COMPARISONS: Readonly<Record<string, Compare>> = {
  "=": equal,
  "!=": (a, b, env) => {
    const result = equal(a, b, env);
    return result === null ? null : !result;
  },
  "<": ordered((n) => n < 0),
  "<=": ordered((n) => n <= 0),
  ">": ordered((n) => n > 0),
  ">=": ordered((n) => n >= 0),
};
const UNORDERED = new Set(["boolean", "list", "context"]);
const comparison = (operator: string): Compare => COMPARISONS[operator] ?? (() => null);

/** a = b, a between b and c, a in …: one node of the grammar. */
export function compare(node: Syntax, names: Names, maker: Maker): CompiledExpression {
  const left = maker.make(kid(node, 0), names);
  const operator = kid(node, 1).text;
  if (operator === "between") return between(node, left, names, maker);
  if (operator === "in") return membership(node, left, names, maker);
  if (kid(node, 2).name === "SimplePositiveUnaryTest")
    return refuse(
      maker,
      node,
      `\`${operator}${kid(node, 2).text}\` is not understood`,
      "write one comparison sign: = != < <= > >=",
    );
  const right = maker.make(kid(node, 2), names);
  checkPair(maker, node, operator, left, right);
  const holds = comparison(operator);
  const [a, b] = [left.run, right.run];
  return compiled(BOOLEAN, (env) => holds(a(env), b(env), env));
}

/**
 * Reports kinds that can never be equal, an order where there is none, and values that an answer
 * cannot have.
 */
export function checkPair(
  maker: Maker,
  at: Syntax,
  operator: string,
  left: CompiledExpression,
  right: CompiledExpression,
): void {
  const { type } = left;
  if (!related(type, right.type)) {
    const kinds = `${describe(type)} is compared with ${describe(right.type)}`;
    const dated = [type.kind, right.type.kind].includes("date");
    const text = left.text ?? right.text;
    const mend =
      dated && text !== undefined
        ? `write the date as @"${/^\d{4}-\d\d-\d\d$/.test(text) ? text : "2026-01-31"}"`
        : "both sides must be of the same kind";
    refuse(maker, at, kinds, mend);
  } else if (
    operator !== "=" &&
    operator !== "!=" &&
    [type, right.type].some((each) => UNORDERED.has(each.kind))
  )
    refuse(maker, at, `${describe(type)} has no order`, "compare it with = or !=");
  else checkWords(maker, at, left, right);
}

function checkWords(
  maker: Maker,
  at: Syntax,
  left: CompiledExpression,
  right: CompiledExpression,
): void {
  if ((left.literal && right.literal) || !disjoint(left.type, right.type)) return;
  const [value, domain] = left.literal ? [left.type, right.type] : [right.type, left.type];
  if (value.kind !== "enum" || domain.kind !== "enum") return;
  const wrong = value.values[0] ?? "";
  const near = nearest(wrong, domain.values);
  const values = listed(domain.values.map((value) => `"${value}"`));
  const mend = near === undefined ? `possible values: ${values}` : `did you mean "${near}"?`;
  const name = (left.literal ? right : left).origin;
  refuse(maker, at, `${name === undefined ? "this" : `\`${name}\``} is never "${wrong}"`, mend);
}

function both(a: boolean | null, b: boolean | null): boolean | null {
  if (a === false || b === false) return false;
  return a === true && b === true ? true : null;
}

function between(
  node: Syntax,
  value: CompiledExpression,
  names: Names,
  maker: Maker,
): CompiledExpression {
  const [low, high] = [maker.make(kid(node, 2), names), maker.make(kid(node, 4), names)];
  checkPair(maker, node, ">=", value, low);
  checkPair(maker, node, "<=", value, high);
  const inside = rangeTest(low, high, ">=", "<=");
  const run = value.run;
  return compiled(BOOLEAN, (env) => inside(run(env), env));
}

function rangeTest(
  low: CompiledExpression,
  high: CompiledExpression,
  above: string,
  below: string,
): Test {
  const [over, under] = [comparison(above), comparison(below)];
  const [from, to] = [low.run, high.run];
  return (value, env) => both(over(value, from(env), env), under(value, to(env), env));
}

/** True where one test holds; unknown where none holds but one is unknown. */
function membership(
  node: Syntax,
  value: CompiledExpression,
  names: Names,
  maker: Maker,
): CompiledExpression {
  const last = kid(node, -1);
  const testNodes = last.name === "PositiveUnaryTest" ? [last] : kid(node, 3).kids;
  const tests = testNodes.flatMap((test) => makeTests(test, value, names, maker));
  const run = value.run;
  return compiled(BOOLEAN, (env) => anyHolds(tests, run(env), env));
}

function anyHolds(tests: readonly Test[], value: Value, env: Env): boolean | null {
  let answer: boolean | null = false;
  for (const test of tests) {
    const result = test(value, env);
    if (result === true) return true;
    if (result === null) answer = null;
  }
  return answer;
}

function makeTests(node: Syntax, value: CompiledExpression, names: Names, maker: Maker): Test[] {
  if (node.name === "PositiveUnaryTest" || node.name === "SimplePositiveUnaryTest") {
    if (kid(node, 0).name === "CompareOp") return [signTest(node, value, names, maker)];
    return makeTests(kid(node, 0), value, names, maker);
  }
  if (node.name === "Interval") return [intervalTest(node, value, names, maker)];
  if (node.name === "List" && value.type.kind !== "list")
    return node.kids.slice(1, -1).flatMap((item) => makeTests(item, value, names, maker));
  return [plainTest(node, value, names, maker)];
}

function signTest(node: Syntax, value: CompiledExpression, names: Names, maker: Maker): Test {
  const operator = kid(node, 0).text;
  const bound = maker.make(kid(node, 1), names);
  checkPair(maker, node, operator, value, bound);
  const holds = comparison(operator);
  return (tested, env) => holds(tested, bound.run(env), env);
}

/** [1..5], (1..5), ]1..5[: an opening square bracket includes the end. */
function intervalTest(node: Syntax, value: CompiledExpression, names: Names, maker: Maker): Test {
  const [low, high] = [maker.make(kid(node, 1), names), maker.make(kid(node, 3), names)];
  const [above, below] = [
    kid(node, 0).text === "[" ? ">=" : ">",
    kid(node, 4).text === "]" ? "<=" : "<",
  ];
  checkPair(maker, node, above, value, low);
  checkPair(maker, node, below, value, high);
  return rangeTest(low, high, above, below);
}

/** A value to equal, or a list to be in. A plain value that cannot be compared is not equal. */
function plainTest(node: Syntax, value: CompiledExpression, names: Names, maker: Maker): Test {
  const test = maker.make(node, names);
  const lists = test.type.kind === "list" ? test.type : null;
  if (lists === null) checkPair(maker, node, "=", value, test);
  else if (value.type.kind !== "list")
    checkPair(maker, node, "=", value, { ...test, type: lists.of });
  else if (!related(value.type, lists) && !related(value.type, lists.of))
    refuse(maker, node, "the two lists hold different kinds", "compare lists of the same kind");
  return (tested, env) => {
    const expected = test.run(env);
    if (equal(tested, expected, env) === true) return true;
    if (!isList(expected)) return expected === null && tested !== null ? null : false;
    return expected.some((item) => equal(tested, item, env) === true);
  };
}
