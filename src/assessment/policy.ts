import type { Problem } from "../kernel/index.ts";

/** So many days after the decision a rating can be given, and changed. */
export const ratingDays = 60;

/** Fewer than so many ratings of a service say who gave them, and little else: they are not shown. */
export const leastShown = 10;

export const longestComment = 1000;

export const scores = [1, 2, 3, 4, 5] as const;

/** Until when what was decided then can be rated. */
export const ratableUntil = (decidedAt: string): string =>
  new Date(Date.parse(decidedAt) + ratingDays * 86_400_000).toISOString();

/** What is wrong with a rating: no score of 1 to 5, or a comment that is a letter. */
export function ratingWrong(score: number, comment: string): Problem | undefined {
  if (!scores.some((each) => each === score)) return { field: "score", code: "required" };
  if (comment.length <= longestComment) return undefined;
  return { field: "comment", code: "too-long", facts: { max: longestComment } };
}
