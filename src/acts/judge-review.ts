import { isRefusal, type ReviewFinding, shortNote, type Watched } from "../counter/index.ts";
import { type OfficerId, type Refusal, refuse } from "../kernel/index.ts";
import { refusedBellOf } from "./card-bells.ts";
import type { ActDeps } from "./deps.ts";
import { distrustCard } from "./lower-card.ts";

/** What an officer found of what was drawn for a review. */
export interface Judged {
  /** Undefined where nothing was selected. */
  readonly finding: ReviewFinding | undefined;
  readonly note: string;
  readonly by: OfficerId;
  readonly among: Watched;
}

/**
 * Another officer judges what was drawn. Why the refusal of a card is right or wrong is kept with
 * it, and the bells of the floor managers are off. Refuses counter.finding-unknown,
 * .decision-note-missing and .review-settled. @returns all that is wrong; nothing where it is done
 */
export async function judgeReview(
  deps: Pick<ActDeps, "sql" | "clock" | "counter" | "notifications">,
  id: string,
  { finding, note: typed, by, among }: Judged,
): Promise<readonly Refusal[]> {
  const { sql, counter, notifications } = deps;
  const check = await counter.cardCheck(id);
  const isOfRefusal = check !== undefined && isRefusal(check);
  const note = isOfRefusal ? shortNote(typed) : null;
  const wrong = [
    ...(finding ? [] : [refuse("invalid", "counter.finding-unknown").refusal]),
    ...(note === undefined ? [refuse("invalid", "counter.decision-note-missing").refusal] : []),
  ];
  if (!finding || note === undefined) return wrong;
  const judged = await counter.recordReview(id, { finding, note, by, among });
  if (!judged) return [refuse("conflict", "counter.review-settled").refusal];
  if (judged.trusted && finding === "not-in-order") await distrustCard(deps, judged.trusted);
  if (isOfRefusal) await notifications.settle(sql, [refusedBellOf(id)]);
  return [];
}
