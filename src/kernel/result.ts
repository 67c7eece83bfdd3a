/** The outcome of something that may be refused. A refusal is a value; a bug is a thrown Error. */
export type Result<T> = { readonly ok: true; readonly value: T } | Refused;

/** The five kinds of refusal that a channel must show. No HTTP codes below channels. */
export type RefusalKind = "invalid" | "not-allowed" | "not-found" | "conflict" | "unavailable";

/** The refusals of a part: stable codes `module.reason`, each with its kind and its facts. */
export type RefusalTable = Readonly<
  Record<string, { readonly kind: RefusalKind; readonly facts?: readonly string[] }>
>;

/**
 * The refusals of all parts by code. Each part has a table and adds it by declaration merging:
 *
 *     export const billRefusals = {
 *       "payments.expired": { kind: "conflict" },
 *     } as const satisfies RefusalTable;
 *     type BillRefusals = typeof billRefusals;
 *     declare module "../kernel/index.ts" {
 *       interface Refusals extends BillRefusals {}
 *     }
 *
 * Each code is worded in every language under `refusals.<code>` in messages/*.yaml, where its facts
 * fill the placeholders; docs/generated/refusals.md lists all of them.
 */
// biome-ignore lint/suspicious/noEmptyInterface: filled by declaration merging
export interface Refusals {}

export type RefusalCode = keyof Refusals;

type FactOf<Code extends RefusalCode> = Code extends RefusalCode
  ? Refusals[Code] extends { readonly facts: readonly (infer Name extends string)[] }
    ? Name
    : never
  : never;

type FactsOf<Code extends RefusalCode> = Readonly<Record<FactOf<Code>, string | number>>;

interface RefusalOf<Code extends RefusalCode> {
  readonly code: Code;
  readonly kind: Refusals[Code]["kind"];
  readonly problems?: readonly Problem[];
}

/** The codes of one kind without facts. */
export type PlainRefusal<Kind extends RefusalKind> = {
  [Code in RefusalCode]: Refusals[Code]["kind"] extends Kind
    ? [FactOf<Code>] extends [never]
      ? Code
      : never
    : never;
}[RefusalCode];

/** A refusal: a code of a table with its kind and facts. */
export type Refusal = {
  [Code in RefusalCode]: RefusalOf<Code> &
    ([FactOf<Code>] extends [never]
      ? { readonly facts?: never }
      : { readonly facts: FactsOf<Code> });
}[RefusalCode];

export interface Refused {
  readonly ok: false;
  readonly refusal: Refusal;
}

/**
 * A problem of one field of a form. `code` is worded under `problems.<code>`, or `words` by the
 * definition.
 */
export interface Problem {
  /** Path of the answer: `minerals`, or `areas[0].hectares` in a repeat. */
  readonly field: string;
  readonly code: string;
  readonly facts?: Readonly<Record<string, string | number>>;
  /** The definition's own words for this problem, by language; take precedence over the code. */
  readonly words?: Readonly<Record<string, string>>;
}

export const ok = <T>(value: T): Result<T> => ({ ok: true, value });

type MoreOf<Code extends RefusalCode> = Pick<RefusalOf<Code>, "problems"> &
  ([FactOf<Code>] extends [never] ? unknown : { readonly facts: FactsOf<Code> });

/** A refusal with a code of a table; kind and facts must match the table. */
export const refuse = <const Code extends RefusalCode>(
  kind: Refusals[Code]["kind"],
  code: Code,
  ...[more]: [FactOf<Code>] extends [never] ? [more?: MoreOf<Code>] : [more: MoreOf<Code>]
): Refused => ({ ok: false, refusal: { kind, code, ...more } as Refusal });

/**
 * The value, or a thrown Error naming the refusal: for scripts and tests, where a refusal is a bug.
 */
export function must<T>(result: Result<T>): T {
  if (result.ok) return result.value;
  throw new Error(`refused: ${result.refusal.code} ${JSON.stringify(result.refusal)}`);
}
