import { type Application, type Reason, reasonSaid, type Task, votesFor } from "../cases/index.ts";

/** Of the votes that decide: the reasons that the applicant is told, to be made one text. */
export interface ReasonsToWord {
  /** Listed grounds. */
  readonly codes: readonly string[];
  readonly texts: readonly string[];
  readonly of: readonly { readonly by: string; readonly reason: Reason }[];
}

/**
 * The reasons of all who voted for what is decided, where they are several; undefined where all
 * say the same, no outcome has the majority or the decision does not wait to take effect.
 */
export function reasonsToWord(
  { statements }: Pick<Application, "statements">,
  { signed, votes = [] }: Pick<Task, "signed" | "votes">,
): ReasonsToWord | undefined {
  if (!signed?.reason) return undefined;
  const of = votesFor(votes, signed.outcome).flatMap(({ by, reason }) =>
    reason ? [{ by, reason }] : [],
  );
  const distinct = new Set(of.map(({ reason }) => JSON.stringify(reasonSaid(reason, statements))));
  if (distinct.size < 2) return undefined;
  const { codes, texts } = reasonSaid(signed.reason, statements);
  return { codes, texts: texts.flatMap((text) => text ?? []), of };
}
