import { refuse } from "../kernel/index.ts";
import type { Reason } from "./model-parts.ts";

/** Refuses an act whose words are missing. */
export const reasonMissing = refuse("invalid", "case.reason-missing", {
  problems: [{ field: "text", code: "required" }],
});

/** The reason, in place of a listed one, where no outcome had the majority of the votes. */
export const noMajority = "no-majority";
/** Why votes to select counted for nothing: all places of the call were taken before. */
export const noPlaces = "no-places";
/** Reasons that no definition lists: votes came to nothing. */
export const groundsOfVotes = [noMajority, noPlaces] as const;

/** Several reasons as one, in their order: each listed ground once, and all words. */
export function joinedReason(reasons: readonly Reason[]): Reason | undefined {
  const [first, ...others] = reasons;
  const also = others.flatMap(({ code, text }, at) => {
    const isNamed = reasons.slice(0, at + 1).some((before) => before.code === code);
    const part = { ...(code && !isNamed && { code }), ...(text && { text }) };
    return Object.keys(part).length > 0 ? [part] : [];
  });
  return first && also.length > 0 ? { ...first, also } : first;
}

/** A reason as it is told. */
export interface ReasonSaid {
  /** Listed grounds. */
  readonly codes: readonly string[];
  /** Words of officers, the same ones once; undefined where they were erased. */
  readonly texts: readonly (string | undefined)[];
}

export function reasonSaid(
  reason: Reason | undefined,
  statements: ReadonlyMap<string, string>,
): ReasonSaid {
  const parts = reason ? [reason, ...(reason.also ?? [])] : [];
  const texts = parts.flatMap(({ text }) => (text === undefined ? [] : [statements.get(text)]));
  return { codes: parts.flatMap(({ code }) => code ?? []), texts: [...new Set(texts)] };
}

/** The words of a reason as one text; empty where there are none, or they were erased. */
export const reasonText = (
  reason: Reason | undefined,
  statements: ReadonlyMap<string, string>,
): string => reasonSaid(reason, statements).texts.filter(Boolean).join("\n\n");
