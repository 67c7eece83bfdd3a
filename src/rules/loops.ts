import {
  type CompiledExpression,
  compiled,
  local,
  type Maker,
  type Names,
  type Run,
  refuse,
  within,
} from "./making.ts";
import { fieldOf } from "./paths.ts";
import { kid, type Syntax, words } from "./syntax.ts";
import { ANY, BOOLEAN, describe, type FeelType, isOpen, listOf, NUMBER } from "./types.ts";
import { type Env, isContext, isList, spendTurn, type Value } from "./values.ts";

/** Visits each value; stops where `visit` returns false. Null where there is nothing to iterate. */
type Walk = (env: Env, visit: (value: Value) => boolean) => boolean | null;
interface Source {
  readonly type: FeelType;
  readonly walk: Walk;
  readonly origin: string | undefined;
}
interface Loop {
  readonly names: Names;
  /** Runs the body for every combination of the variables; false where it was stopped. */
  readonly run: (env: Env, body: () => boolean) => boolean | null;
}

const walkList =
  (run: Run): Walk =>
  (env, visit) => {
    const list = run(env);
    if (!isList(list)) return null;
    for (const item of list) {
      spendTurn(env);
      if (!visit(item)) return false;
    }
    return true;
  };

/** Whole numbers from one end to the other, downwards too. */
const walkRange =
  (low: Run, high: Run, skipLow: boolean, skipHigh: boolean): Walk =>
  (env, visit) => {
    const [from, to] = [low(env), high(env)];
    if (!Number.isSafeInteger(from) || !Number.isSafeInteger(to)) return null;
    if (typeof from !== "number" || typeof to !== "number") return null;
    const step = from <= to ? 1 : -1;
    const last = skipHigh ? to - step : to;
    for (let n = skipLow ? from + step : from; step * (last - n) >= 0; n += step) {
      spendTurn(env);
      if (!visit(n)) return false;
    }
    return true;
  };

/** What a loop iterates over: a list, 1..n, or an interval. */
function source(node: Syntax, names: Names, maker: Maker): Source {
  const first = kid(node, 0);
  if (kid(node, 1).text === "..") return range(first, kid(node, 2), [false, false], names, maker);
  const interval = first.name === "SimplePositiveUnaryTest" ? kid(first, 0) : first;
  if (interval.name === "Interval") {
    const open: [boolean, boolean] = [kid(interval, 0).text !== "[", kid(interval, 4).text !== "]"];
    return range(kid(interval, 1), kid(interval, 3), open, names, maker);
  }
  const list = maker.make(first, names);
  const origin = list.origin;
  if (list.type.kind === "list") return { type: list.type.of, walk: walkList(list.run), origin };
  if (!isOpen(list.type))
    refuse(maker, first, `this is ${describe(list.type)}, not a list`, NEEDS_LIST);
  return { type: ANY, walk: walkList(list.run), origin };
}

const NEEDS_LIST = "give a list, as a repeated page or [1, 2, 3]";

function range(
  low: Syntax,
  high: Syntax,
  open: [boolean, boolean],
  names: Names,
  maker: Maker,
): Source {
  const ends = [low, high].map((end) => {
    const value = maker.make(end, names);
    if (!isOpen(value.type) && value.type.kind !== "number")
      refuse(
        maker,
        end,
        `a range runs over numbers, but this is ${describe(value.type)}`,
        "give whole numbers",
      );
    return value.run;
  });
  const [from = () => null, to = () => null] = ends;
  return { type: NUMBER, walk: walkRange(from, to, ...open), origin: undefined };
}

/** The variables of `for`, `some` and `every`; each sees those before it. */
function loop(bindings: Syntax, outer: Names, maker: Maker): Loop {
  let names = outer;
  let run: Loop["run"] = (_env, body) => body();
  for (const binding of bindings.kids.filter((each) => each.name === "InExpression")) {
    const from = source(kid(binding, 2), names, maker);
    const slot = maker.slot();
    const before = run;
    names = within(names, new Map([[words(kid(binding, 0)), local(from.type, slot, from.origin)]]));
    run = (env, body) => {
      let unknown = false;
      const done = before(env, () => {
        const inner = from.walk(env, (value) => {
          env.locals[slot] = value;
          return body();
        });
        if (inner === null) unknown = true;
        return inner === true;
      });
      return unknown ? null : done;
    };
  }
  return { names, run };
}

/** for x in … return …: the list of all results. */
export function forReturn(node: Syntax, names: Names, maker: Maker): CompiledExpression {
  const turns = loop(kid(node, 1), names, maker);
  const body = maker.make(kid(node, -1), turns.names);
  return compiled(listOf(body.type), (env) => {
    const results: Value[] = [];
    const done = turns.run(env, () => {
      results.push(body.run(env));
      return true;
    });
    return done === null ? null : results;
  });
}

/** some/every x in … satisfies …: three-valued, as `or`/`and` over all items. */
export function quantified(node: Syntax, names: Names, maker: Maker): CompiledExpression {
  const decisive = kid(node, 0).text === "some";
  const turns = loop(kid(node, 1), names, maker);
  const at = kid(node, 3);
  const { type, run } = maker.make(at, turns.names);
  if (!isOpen(type) && type.kind !== "boolean")
    refuse(
      maker,
      at,
      `a condition is needed here, but this is ${describe(type)}`,
      "compare it: `… = value`",
    );
  return compiled(BOOLEAN, (env) => {
    let answer: boolean | null = !decisive;
    const done = turns.run(env, () => {
      const result = run(env);
      if (result !== decisive && result !== !decisive) answer = null;
      return result !== decisive;
    });
    return done === null ? null : done ? answer : decisive;
  });
}

/** list[condition] keeps items; list[2] takes one, list[-1] the last. */
export function filter(node: Syntax, names: Names, maker: Maker): CompiledExpression {
  const list = maker.make(kid(node, 0), names);
  const at = kid(node, 2);
  if (!isOpen(list.type) && list.type.kind !== "list")
    return refuse(maker, kid(node, 0), `this is ${describe(list.type)}, not a list`, NEEDS_LIST);
  const item = list.type.kind === "list" ? list.type.of : ANY;
  const slot = maker.slot();
  const condition = maker.make(at, itemNames(local(item, slot, list.origin), names, maker));
  const { kind } = condition.type;
  const origin = list.origin === undefined ? {} : { origin: list.origin };
  if (kind === "number")
    return { ...compiled(item, pickBy(list.run, condition.run, slot)), ...origin };
  if (kind !== "boolean" && !isOpen(condition.type))
    return refuse(
      maker,
      at,
      `a filter is a condition or a number, but this is ${describe(condition.type)}`,
      "compare it: `[field = value]`",
    );
  const type = kind === "boolean" ? listOf(item) : ANY;
  return { ...compiled(type, keepIf(list.run, condition.run, slot)), ...origin };
}

/** Inside a filter: `item`, its fields, then the names outside. */
function itemNames(item: CompiledExpression, outer: Names, maker: Maker): Names {
  const fields = item.type.kind === "context" ? Object.keys(item.type.fields) : [];
  return {
    find: (name) => {
      if (name === "item") return item;
      if (item.type.kind === "context") return fieldOf(item, name, maker) ?? outer.find(name);
      const outside = outer.find(name);
      if (item.type.kind !== "any") return outside;
      const inside = fieldOf(item, name, maker);
      return outside === undefined || inside === undefined
        ? inside
        : either(item, name, inside, outside);
    },
    names: () => [...fields, "item", ...outer.names()],
  };
}

/** Where the fields of an item are not declared: its own field shadows an outer name. */
const either = (
  item: CompiledExpression,
  name: string,
  inside: CompiledExpression,
  outside: CompiledExpression,
): CompiledExpression =>
  compiled(ANY, (env) => {
    const value = item.run(env);
    return isContext(value) && Object.hasOwn(value, name) ? inside.run(env) : outside.run(env);
  });

/** A single value counts as the list of it (DMN's conversion). */
const listed = (value: Value): readonly Value[] | null =>
  value === null || isList(value) ? value : [value];

const at = (list: readonly Value[], index: Value): Value =>
  typeof index === "number" ? (list[index < 0 ? list.length + index : index - 1] ?? null) : null;

const pickBy =
  (run: Run, index: Run, slot: number): Run =>
  (env) => {
    const list = listed(run(env));
    env.locals[slot] = null;
    return list === null ? null : at(list, index(env));
  };

const keepIf =
  (run: Run, condition: Run, slot: number): Run =>
  (env) => {
    const list = listed(run(env));
    if (list === null) return null;
    const items: Value[] = [];
    for (const item of list) {
      spendTurn(env);
      env.locals[slot] = item;
      const result = condition(env);
      if (typeof result === "number") return at(list, result);
      if (result === true) items.push(item);
    }
    return items;
  };
