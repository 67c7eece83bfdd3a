import { nearest } from "../kernel/index.ts";
import type { Syntax } from "./syntax.ts";
import { ANY, type FeelType, listed, type RuleProblem, type Scope } from "./types.ts";
import type { Env, Value } from "./values.ts";

export type Run = (env: Env) => Value;

/** A checked and compiled expression: its type, and how to run it. */
export interface CompiledExpression {
  readonly type: FeelType;
  readonly run: Run;
  /** Reads the raw answers, for a path to continue from; only the final value is converted. */
  readonly raw?: (env: Env) => unknown;
  /** The answers that it comes from, as a dotted path, for the list of names read. */
  readonly origin?: string;
  /** A text literal. */
  readonly text?: string;
  /** True where all possible values are literals. */
  readonly literal?: boolean;
}

/** The names in scope at a position; the innermost is searched first. */
export interface Names {
  find(name: string): CompiledExpression | undefined;
  names(): readonly string[];
}

/**
 * What all parts of one compilation share. `make` checks an expression and turns it into a closure.
 */
export interface Maker {
  readonly scope: Scope;
  readonly problems: RuleProblem[];
  readonly read: Set<string>;
  slot(): number;
  make(node: Syntax, names: Names): CompiledExpression;
}

export const nothing: Run = () => null;

/** Reports a problem and returns a value of unknown type, so that one mistake is reported once. */
export function refuse(
  maker: Maker,
  at: Syntax,
  message: string,
  mend: string,
): CompiledExpression {
  maker.problems.push({ message, mend, from: at.from, to: at.to });
  return { type: ANY, run: nothing };
}

export const compiled = (type: FeelType, run: Run): CompiledExpression => ({ type, run });

/** `outer` with additional names, which may shadow others. */
export const within = (outer: Names, inner: ReadonlyMap<string, CompiledExpression>): Names => ({
  find: (name) => inner.get(name) ?? outer.find(name),
  names: () => [...inner.keys(), ...outer.names()],
});

/** A loop variable: read from its slot. */
export const local = (
  type: FeelType,
  slot: number,
  origin: string | undefined,
): CompiledExpression => ({
  type,
  run: (env) => env.locals[slot] ?? null,
  ...(origin === undefined ? {} : { origin }),
});

/** A suggestion for an unknown name: the closest name in scope, else all of them. */
export function suggest(name: string, names: readonly string[], otherwise: string): string {
  const near = nearest(name, names);
  if (near !== undefined) return `did you mean \`${near}\`?`;
  const some = [...new Set(names)].filter((each) => each !== "item");
  return some.length === 0 ? otherwise : `known here: ${listed(some)}`;
}
