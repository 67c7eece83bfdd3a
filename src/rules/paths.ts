import {
  type CompiledExpression,
  compiled,
  type Maker,
  type Names,
  refuse,
  suggest,
} from "./making.ts";
import { kid, type Syntax, words } from "./syntax.ts";
import { DATE_PROPERTIES, DURATION_PROPERTIES, FeelDate, FeelDuration } from "./temporal.ts";
import { ANY, describe, type FeelType, listOf, NUMBER } from "./types.ts";
import { type Env, field, isContext, isList, reader, spend, type Value } from "./values.ts";

/** Reads raw answers and converts on access; lists and groups once per evaluation. */
function reading(type: FeelType, raw: (env: Env) => unknown, origin: string): CompiledExpression {
  const read = reader(type);
  const simple = type.kind !== "list" && type.kind !== "context" && type.kind !== "any";
  if (simple) return { type, raw, origin, run: (env) => read(raw(env)) };
  const run = (env: Env): Value => {
    env.memo ??= new Map();
    const cached = env.memo.get(origin);
    if (cached !== undefined) return cached;
    const value = read(raw(env));
    env.memo.set(origin, value);
    return value;
  };
  return { type, raw, origin, run };
}

/** The outermost names, of the scope. Looking one up records that the rule reads it. */
export const scopeNames = (maker: Maker): Names => ({
  find: (name) => {
    const type = Object.hasOwn(maker.scope, name) ? maker.scope[name] : undefined;
    if (type === undefined) return undefined;
    maker.read.add(name);
    return reading(type, (env) => field(env.values, name), name);
  },
  names: () => Object.keys(maker.scope),
});

/** The type of `.name` on a type; undefined where there is no such field. */
function fieldType(type: FeelType, name: string): FeelType | undefined {
  if (type.kind === "any" || type.kind === "null") return ANY;
  if (type.kind === "context")
    return Object.hasOwn(type.fields, name) ? type.fields[name] : undefined;
  if (type.kind === "date") return Object.hasOwn(DATE_PROPERTIES, name) ? NUMBER : undefined;
  if (type.kind === "duration")
    return Object.hasOwn(DURATION_PROPERTIES, name) ? NUMBER : undefined;
  if (type.kind !== "list") return undefined;
  const of = fieldType(type.of, name);
  return of === undefined ? undefined : listOf(of);
}

function fieldNames(type: FeelType): readonly string[] {
  if (type.kind === "list") return fieldNames(type.of);
  if (type.kind === "context") return Object.keys(type.fields);
  if (type.kind === "date") return Object.keys(DATE_PROPERTIES);
  return type.kind === "duration" ? Object.keys(DURATION_PROPERTIES) : [];
}

/** target.name, on a list for each of its items. */
export function path(node: Syntax, names: Names, maker: Maker): CompiledExpression {
  const target = maker.make(kid(node, 0), names);
  const at = kid(node, 2);
  const name = words(at);
  const member = fieldOf(target, name, maker);
  if (member !== undefined) return member;
  const fieldList = fieldNames(target.type);
  const whole = `\`${words(kid(node, 0))}\``;
  return fieldList.length === 0
    ? refuse(
        maker,
        at,
        `${whole} is ${describe(target.type)} and has no fields`,
        `leave \`.${name}\` out`,
      )
    : refuse(maker, at, `${whole} has no field \`${name}\``, suggest(name, fieldList, ""));
}

/** The field of a compiled expression; undefined where its type has none. */
export function fieldOf(
  target: CompiledExpression,
  name: string,
  maker: Maker,
): CompiledExpression | undefined {
  const type = fieldType(target.type, name);
  if (type === undefined) return undefined;
  const origin = target.origin === undefined ? undefined : `${target.origin}.${name}`;
  if (origin !== undefined && !isProperty(target.type)) maker.read.add(origin);
  const { raw, run } = target;
  if (raw !== undefined && origin !== undefined && !isProperty(target.type))
    return reading(type, (env) => rawField(raw(env), name, env), origin);
  const get = compiled(type, (env) => property(run(env), name, env));
  return origin === undefined ? get : { ...get, origin };
}

/** Dates and durations are texts in the answers: their parts are not fields there. */
const isProperty = (type: FeelType): boolean =>
  type.kind === "list" ? isProperty(type.of) : type.kind === "date" || type.kind === "duration";

function rawField(target: unknown, name: string, env: Env): unknown {
  if (!Array.isArray(target)) return field(target, name);
  spend(env, target.length);
  return target.map((item: unknown) => rawField(item, name, env));
}

function property(target: Value, name: string, env: Env): Value {
  if (target === null) return null;
  if (isList(target)) {
    spend(env, target.length);
    return target.map((item) => property(item, name, env));
  }
  if (target instanceof FeelDate)
    return Object.hasOwn(DATE_PROPERTIES, name) ? (DATE_PROPERTIES[name]?.(target) ?? null) : null;
  if (target instanceof FeelDuration)
    return Object.hasOwn(DURATION_PROPERTIES, name)
      ? (DURATION_PROPERTIES[name]?.(target) ?? null)
      : null;
  return isContext(target) && Object.hasOwn(target, name) ? (target[name] ?? null) : null;
}
