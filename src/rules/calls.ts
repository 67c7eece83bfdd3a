import { nearest } from "../kernel/index.ts";
import { BUILTINS, type Builtin, REFUSED } from "./builtins.ts";
import { checkPair } from "./comparisons.ts";
import {
  type CompiledExpression,
  compiled,
  type Maker,
  type Names,
  type Run,
  refuse,
} from "./making.ts";
import { kid, type Syntax, words } from "./syntax.ts";
import { parseDate, parseDuration } from "./temporal.ts";
import { DATE, DURATION, describe, type FeelType, family, isOpen } from "./types.ts";
import { type Env, isList, kindOf, spend, type Value } from "./values.ts";

/** name(…): a built-in function; nothing else can be called. */
export function call(node: Syntax, names: Names, maker: Maker): CompiledExpression {
  const callee = kid(node, 0);
  const name = words(callee);
  const refused = Object.hasOwn(REFUSED, name) ? REFUSED[name] : undefined;
  if (refused !== undefined) return refuse(maker, callee, ...refused);
  const builtin = Object.hasOwn(BUILTINS, name) ? BUILTINS[name] : undefined;
  const list = node.kids.find(({ name: part }) => part.endsWith("Parameters"));
  if (builtin === undefined) {
    for (const each of list?.kids ?? []) maker.make(each, names);
    const near = nearest(name, Object.keys(BUILTINS));
    const mend = near === undefined ? "see the list of functions" : `did you mean \`${near}\`?`;
    return refuse(maker, callee, `unknown function \`${name}\``, mend);
  }
  if (list?.name === "NamedParameters")
    return refuse(
      maker,
      list,
      "arguments by name are not taken",
      "give them in order, without names",
    );
  const argNodes = list?.kids ?? [];
  const args = argNodes.map((each) => maker.make(each, names));
  checkCount(maker, node, name, builtin, argNodes.length);
  for (const [i, arg] of args.entries())
    checkArgument(maker, kid(list ?? node, i), name, builtin, i, arg, args.length);
  checkMember(maker, node, name, args);
  const type =
    typeof builtin.gives === "function"
      ? builtin.gives(args.map((arg) => arg.type))
      : builtin.gives;
  const [only] = args;
  if (only?.text !== undefined && args.length === 1 && (name === "date" || name === "duration"))
    return temporal(name, only.text, node, maker);
  return compiled(
    type,
    caller(
      builtin,
      args.map((arg) => arg.run),
    ),
  );
}

/** @"2026-01-31", @"P1Y2M". */
export function atLiteral(node: Syntax, text: string, maker: Maker): CompiledExpression {
  return temporal(text.includes("P") ? "duration" : "date", text, node, maker);
}

/** A literal date or duration is parsed once, and an invalid one is reported. */
function temporal(
  name: "date" | "duration",
  text: string,
  at: Syntax,
  maker: Maker,
): CompiledExpression {
  const value = name === "date" ? parseDate(text) : parseDuration(text);
  if (value !== null) return compiled(name === "date" ? DATE : DURATION, () => value);
  return name === "date"
    ? refuse(
        maker,
        at,
        `"${text}" is not a day of the calendar`,
        'write year-month-day: @"2026-01-31"',
      )
    : refuse(
        maker,
        at,
        `"${text}" is not a duration`,
        'write @"P1Y2M" for years and months, or @"P30D" for days',
      );
}

const plural = (n: number): string => (n === 1 ? "1 argument" : `${n} arguments`);

function checkCount(maker: Maker, at: Syntax, name: string, builtin: Builtin, count: number): void {
  const most = builtin.many === undefined ? builtin.takes.length : Number.POSITIVE_INFINITY;
  const least = builtin.least ?? builtin.takes.length;
  // date takes one argument or three.
  if (count >= least && count <= most && !(name === "date" && count === 2)) return;
  const expected =
    least === most
      ? plural(least)
      : most < 9
        ? `${least} to ${plural(most)}`
        : `at least ${plural(least)}`;
  refuse(
    maker,
    at,
    `\`${name}\` takes ${expected}, not ${count}`,
    count < least ? "add what is missing" : "take some out",
  );
}

function checkArgument(
  maker: Maker,
  at: Syntax,
  name: string,
  builtin: Builtin,
  i: number,
  arg: CompiledExpression,
  count: number,
): void {
  const kinds = builtin.takes[Math.min(i, builtin.takes.length - 1)] ?? ["any"];
  const gathered = builtin.many === "gather" && count === 1;
  if (gathered && !isOpen(arg.type) && arg.type.kind !== "list") {
    refuse(
      maker,
      at,
      `\`${name}\` takes a list, but this is ${describe(arg.type)}`,
      "give a list, or several values",
    );
    return;
  }
  const type = gathered && arg.type.kind === "list" ? arg.type.of : arg.type;
  if (kinds.includes("any") || isOpen(type) || kinds.some((kind) => kind === family(type))) return;
  const expected = kinds.map((kind) => describe(kind === "list" ? LIST : { kind })).join(" or ");
  const anyItem = " (each item: anything)";
  const dated = kinds.includes("date") && family(type) === "string";
  refuse(
    maker,
    at,
    `\`${name}\` takes ${expected.replace(anyItem, "")}, but this is ${describe(type)}`,
    dated ? "turn it into a date with date(…)" : "give the kind that is asked for",
  );
}

/** The item searched for must be one that the list can hold. */
function checkMember(
  maker: Maker,
  at: Syntax,
  name: string,
  args: readonly CompiledExpression[],
): void {
  const [list, target] = args;
  if (name !== "list contains" || target === undefined || list?.type.kind !== "list") return;
  checkPair(maker, at, "=", { ...list, type: list.type.of }, target);
}

const LIST: FeelType = { kind: "list", of: { kind: "any" } };

/** Evaluates the arguments; where one is null or of another kind the call gives null. */
function caller(builtin: Builtin, runs: readonly Run[]): Run {
  const { takes, many, run } = builtin;
  if (many === "gather") return (env) => run([gather(runs, env)], env);
  return (env) => {
    const args: Value[] = [];
    for (const [i, each] of runs.entries()) {
      const kinds = takes[Math.min(i, takes.length - 1)];
      let value = each(env);
      const kind = kindOf(value);
      if (!kinds?.some((accepted) => accepted === "any" || accepted === kind)) {
        // DMN: a single value counts as the list of it.
        if (value === null || !kinds?.includes("list")) return null;
        value = [value];
      }
      if (isList(value)) spend(env, value.length);
      args.push(value);
    }
    return run(args, env);
  };
}

function gather(runs: readonly Run[], env: Env): readonly Value[] {
  const values = runs.map((each) => each(env));
  const [only = null] = values;
  const list = values.length === 1 && isList(only) ? only : values;
  spend(env, list.length);
  return list;
}
