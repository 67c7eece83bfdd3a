import type { Problem } from "../kernel/index.ts";

/** How many days after the decision a rating can be given and changed. */
export const ratingDays = 60;

/** Statistics of fewer ratings are not shown, since they could reveal who gave them. */
export const leastShown = 10;

export const longestComment = 1000;

export const scores = [1, 2, 3, 4, 5] as const;

/** Until when an application decided at that time can be rated. */
export const ratableUntil = (decidedAt: string): string =>
  new Date(Date.parse(decidedAt) + ratingDays * 86_400_000).toISOString();

/** The problem of a rating: a score outside 1 to 5, or a comment that is too long. */
export function ratingWrong(score: number, comment: string): Problem | undefined {
  if (!scores.some((each) => each === score)) return { field: "score", code: "required" };
  if (comment.length <= longestComment) return undefined;
  return { field: "comment", code: "too-long", facts: { max: longestComment } };
}
