import { type Application, type Task, votesFor } from "../cases/index.ts";

/** The reason of a member, in the words of the file. */
export interface ReasonToTell {
  /** Id of the member. */
  readonly by: string;
  readonly code: string | undefined;
  readonly text: string;
}

/**
 * Whose reason the applicant can be told, where votes that decide give different reasons; none
 * where all say the same, no outcome has the majority or the decision does not wait to take effect.
 */
export function reasonsToChoose(
  { statements }: Pick<Application, "statements">,
  { signed, votes = [] }: Pick<Task, "signed" | "votes">,
): readonly ReasonToTell[] {
  if (!signed?.reason) return [];
  const reasons = new Map<string, ReasonToTell>();
  for (const { by, reason } of votesFor(votes, signed.outcome)) {
    const { code, text: id } = reason ?? {};
    const text = id === undefined ? "" : (statements.get(id) ?? "");
    reasons.set(`${code}\n${text}`, { by, code, text });
  }
  return reasons.size < 2 ? [] : [...reasons.values()];
}
