import type { Syntax } from "./parse.ts";
import { ANY, type FeelType, listed, type RuleProblem, type Scope } from "./types.ts";
import type { Env, Value } from "./values.ts";

export type Run = (env: Env) => Value;

/** An expression that was checked and made: what it gives, and how. */
export interface Made {
  readonly type: FeelType;
  readonly run: Run;
  /** Reads the answers as they came, for a path to go on from; only what is read at last is converted. */
  readonly raw?: (env: Env) => unknown;
  /** The answers that it comes from, as a dotted path, for the list of names read. */
  readonly origin?: string;
  /** A text written in the source. */
  readonly text?: string;
  /** True where all possible values are written in the source. */
  readonly literal?: boolean;
}

/** The names in force at a place of the expression; the innermost is asked first. */
export interface Names {
  find(name: string): Made | undefined;
  known(): readonly string[];
}

/** What all parts of one compilation share. `make` checks an expression and turns it into a closure. */
export interface Maker {
  readonly scope: Scope;
  readonly problems: RuleProblem[];
  readonly read: Set<string>;
  slot(): number;
  make(node: Syntax, names: Names): Made;
}

export const nothing: Run = () => null;

/** Reports a problem and goes on with a value of unknown type, so that one mistake is told once. */
export function refuse(maker: Maker, at: Syntax, message: string, mend: string): Made {
  maker.problems.push({ message, mend, from: at.from, to: at.to });
  return { type: ANY, run: nothing };
}

export const made = (type: FeelType, run: Run): Made => ({ type, run });

/** `outer` with some names more, or hidden behind others. */
export const within = (outer: Names, inner: ReadonlyMap<string, Made>): Names => ({
  find: (name) => inner.get(name) ?? outer.find(name),
  known: () => [...inner.keys(), ...outer.known()],
});

/** A loop variable: read from its slot. */
export const local = (type: FeelType, slot: number, origin: string | undefined): Made => ({
  type,
  run: (env) => env.locals[slot] ?? null,
  ...(origin === undefined ? {} : { origin }),
});

/** How to mend an unknown name: the closest known one, else those that are known. */
export function suggest(name: string, known: readonly string[], otherwise: string): string {
  const near = nearest(name, known);
  if (near !== undefined) return `did you mean \`${near}\`?`;
  const some = [...new Set(known)].filter((each) => each !== "item");
  return some.length === 0 ? otherwise : `known here: ${listed(some)}`;
}

/** The closest known name, if it is close: a third of the letters may differ. */
export function nearest(name: string, known: readonly string[]): string | undefined {
  const limit = Math.max(1, Math.floor(name.length / 3));
  const ranked = known
    .filter((each) => Math.abs(each.length - name.length) <= limit)
    .map((each) => ({ each, away: distance(name.toLowerCase(), each.toLowerCase()) }))
    .filter(({ away }) => away <= limit)
    .sort((a, b) => a.away - b.away);
  return ranked[0]?.each;
}

/** Levenshtein distance. */
function distance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, i) => i);
  for (let i = 1; i <= a.length; i += 1) {
    const next = [i];
    for (let j = 1; j <= b.length; j += 1) {
      const swap = (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      next.push(Math.min(swap, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1));
    }
    row = next;
  }
  return row[b.length] ?? 0;
}
