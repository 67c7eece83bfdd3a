import {
  addNum,
  divideNum,
  multiplyNum,
  type Num,
  negate,
  powerNum,
  subtractNum,
} from "./decimal.ts";
import {
  type CompiledExpression,
  compiled,
  type Maker,
  type Names,
  type Run,
  refuse,
} from "./making.ts";
import { kid, type Syntax } from "./syntax.ts";
import { addDuration, daysBetween, FeelDate, FeelDuration, makeDuration } from "./temporal.ts";
import {
  ANY,
  BOOLEAN,
  DATE,
  DURATION,
  describe,
  type FeelType,
  family,
  isOpen,
  NUMBER,
  STRING,
} from "./types.ts";
import { bounded, isNum, MAX_TEXT, type Value } from "./values.ts";

type Operate = (a: Value, b: Value) => Value;

const onNumbers =
  (operate: (a: Num, b: Num) => Num | null): Operate =>
  (a, b) =>
    isNum(a) && isNum(b) ? operate(a, b) : null;

const combined = (a: FeelDuration, b: FeelDuration, sign: 1 | -1): Value =>
  a.unit === b.unit ? makeDuration(a.unit, a.amount + sign * b.amount) : null;

function add(a: Value, b: Value): Value {
  if (isNum(a) && isNum(b)) return addNum(a, b);
  if (typeof a === "string" && typeof b === "string") {
    bounded(a.length + b.length, MAX_TEXT);
    return a + b;
  }
  if (a instanceof FeelDate && b instanceof FeelDuration) return addDuration(a, b);
  if (a instanceof FeelDuration && b instanceof FeelDate) return addDuration(b, a);
  if (a instanceof FeelDuration && b instanceof FeelDuration) return combined(a, b, 1);
  return null;
}

function subtract(a: Value, b: Value): Value {
  if (isNum(a) && isNum(b)) return subtractNum(a, b);
  if (a instanceof FeelDate && b instanceof FeelDate) return daysBetween(b, a);
  if (a instanceof FeelDate && b instanceof FeelDuration)
    return addDuration(a, new FeelDuration(b.unit, -b.amount));
  if (a instanceof FeelDuration && b instanceof FeelDuration) return combined(a, b, -1);
  return null;
}

function multiply(a: Value, b: Value): Value {
  if (isNum(a) && isNum(b)) return multiplyNum(a, b);
  if (a instanceof FeelDuration && typeof b === "number") return makeDuration(a.unit, a.amount * b);
  if (b instanceof FeelDuration && typeof a === "number") return makeDuration(b.unit, b.amount * a);
  return null;
}

const OPERATIONS: Readonly<Record<string, { verb: string; operate: Operate }>> = {
  "+": { verb: "add", operate: add },
  "-": { verb: "subtract", operate: subtract },
  "*": { verb: "multiply", operate: multiply },
  "/": { verb: "divide", operate: onNumbers(divideNum) },
  "**": { verb: "raise to a power", operate: onNumbers(powerNum) },
};

const RESULTS: Readonly<Record<string, FeelType>> = {
  "string + string": STRING,
  "date + duration": DATE,
  "duration + date": DATE,
  "duration + duration": DURATION,
  "date - date": DURATION,
  "date - duration": DATE,
  "duration - duration": DURATION,
  "duration * number": DURATION,
  "number * duration": DURATION,
};

/** The result type of an operation; undefined where it is not defined. */
function resultOf(operator: string, a: FeelType, b: FeelType): FeelType | undefined {
  if (a.kind === "number" && b.kind === "number") return NUMBER;
  const result = RESULTS[`${family(a)} ${operator} ${family(b)}`];
  if (result !== undefined) return result;
  if (!isOpen(a) && !isOpen(b)) return undefined;
  const sides = (type: FeelType, side: 0 | 2): boolean =>
    isOpen(type) ||
    type.kind === "number" ||
    Object.keys(RESULTS).some((key) => {
      const parts = key.split(" ");
      return parts[1] === operator && parts[side] === family(type);
    });
  return sides(a, 0) && sides(b, 2) ? ANY : undefined;
}

/** a + b, and -a. */
export function arithmetic(node: Syntax, names: Names, maker: Maker): CompiledExpression {
  if (node.kids.length === 2) return minus(node, names, maker);
  const [left, right] = [maker.make(kid(node, 0), names), maker.make(kid(node, 2), names)];
  const operator = kid(node, 1).text === "^" ? "**" : kid(node, 1).text;
  const operation = OPERATIONS[operator];
  if (operation === undefined)
    return refuse(maker, kid(node, 1), `\`${operator}\` is not known`, "use + - * / **");
  const type = resultOf(operator, left.type, right.type);
  if (type === undefined) {
    const message = `cannot ${operation.verb} ${describe(left.type)} and ${describe(right.type)}`;
    const text = family(left.type) === "string" || family(right.type) === "string";
    const mend = text
      ? "turn one side into the other's kind with string(…) or number(…)"
      : "both sides must fit: numbers with numbers, dates with durations";
    return refuse(maker, node, message, mend);
  }
  return compiled(type, binary(operation.operate, left.run, right.run));
}

const binary =
  (operate: Operate, left: Run, right: Run): Run =>
  (env) =>
    operate(left(env), right(env));

function minus(node: Syntax, names: Names, maker: Maker): CompiledExpression {
  const { type, run } = maker.make(kid(node, 1), names);
  if (kid(node, 0).text !== "-")
    return refuse(maker, node, "a plus sign needs a value on both sides", "leave the plus out");
  if (!isOpen(type) && type.kind !== "number" && type.kind !== "duration")
    return refuse(maker, node, `${describe(type)} has no negative`, "use a number or a duration");
  return compiled(type, (env) => {
    const value = run(env);
    if (isNum(value)) return negate(value);
    return value instanceof FeelDuration ? new FeelDuration(value.unit, 0 - value.amount) : null;
  });
}

/** `and` / `or`, three-valued: unknown stays unknown unless the other side decides. */
export function logic(node: Syntax, names: Names, maker: Maker): CompiledExpression {
  const word = kid(node, 1).text;
  const sides = [kid(node, 0), kid(node, 2)].map((side) => {
    const part = maker.make(side, names);
    if (!isOpen(part.type) && part.type.kind !== "boolean")
      refuse(
        maker,
        side,
        `\`${word}\` joins conditions, but this is ${describe(part.type)}`,
        "compare it with something: `… = value`",
      );
    return part.run;
  });
  const [left, right] = [sides[0] ?? never, sides[1] ?? never];
  return compiled(BOOLEAN, decidedBy(word === "or", left, right));
}

const never: Run = () => null;

const decidedBy =
  (decisive: boolean, left: Run, right: Run): Run =>
  (env) => {
    const a = left(env);
    if (a === decisive) return decisive;
    const b = right(env);
    if (b === decisive) return decisive;
    return a === !decisive && b === !decisive ? !decisive : null;
  };
