/** The outcome of something that may be refused. A refusal is a value; a bug is a thrown Error. */
export type Result<T> = { readonly ok: true; readonly value: T } | Refused;

/** The five kinds a channel must know how to show. No HTTP numbers below channels. */
export type RefusalKind = "invalid" | "not-allowed" | "not-found" | "conflict" | "unavailable";

/**
 * A refusal: `code` is stable (`module.reason`) and worded in every language under
 * `refusals.<code>` in messages/*.yaml; `facts` fill its placeholders.
 */
export interface Refusal {
  readonly code: string;
  readonly kind: RefusalKind;
  readonly facts?: Readonly<Record<string, string | number>>;
  readonly problems?: readonly Problem[];
}

export interface Refused {
  readonly ok: false;
  readonly refusal: Refusal;
}

/** One thing wrong with one field of a form. `code` is worded under `problems.<code>`, or `words` by the definition. */
export interface Problem {
  /** Path of the answer: `minerals`, or `areas[0].hectares` in a repeat. */
  readonly field: string;
  readonly code: string;
  readonly facts?: Readonly<Record<string, string | number>>;
  /** The definition's own words for this problem, by language; wins over the code. */
  readonly words?: Readonly<Record<string, string>>;
}

export const ok = <T>(value: T): Result<T> => ({ ok: true, value });

export const refuse = (
  kind: RefusalKind,
  code: string,
  more: Pick<Refusal, "facts" | "problems"> = {},
): Refused => ({ ok: false, refusal: { kind, code, ...more } });

/** The value, or a thrown Error naming the refusal: for scripts and tests, where a refusal is a bug. */
export function must<T>(result: Result<T>): T {
  if (result.ok) return result.value;
  throw new Error(`refused: ${result.refusal.code} ${JSON.stringify(result.refusal)}`);
}
