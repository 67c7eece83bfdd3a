import { type Rating, type RatingDoor, ratingWrong, saveRating } from "../assessment/index.ts";
import type { Application } from "../cases/index.ts";
import { ok, type PersonId, type Result, refuse } from "../kernel/index.ts";
import type { ActDeps } from "./deps.ts";
import { ratingWindow } from "./on-case.ts";

/** A rating of a service, with its channel. */
export interface Rated {
  readonly person: PersonId;
  /** 1 to 5 */
  readonly score: number;
  readonly comment: string;
  readonly lang: string;
  readonly door: RatingDoor;
}

/**
 * Rates a decided application of this person, once; a later rating replaces it. Refuses
 * case.not-found (not theirs), case.not-decided, case.too-late, and assessment.rating-wrong
 * (problems: score, comment).
 */
export async function rate(
  { sql, clock }: Pick<ActDeps, "sql" | "clock">,
  app: Application,
  { score, comment, ...rated }: Rated,
): Promise<Result<Rating>> {
  if (app.state.submitted?.person !== rated.person) return refuse("not-found", "case.not-found");
  const now = clock();
  const open = ratingWindow({ app, now });
  if (!open.ok) return open;
  const wrong = ratingWrong(score, comment);
  if (wrong) return refuse("invalid", "assessment.rating-wrong", { problems: [wrong] });
  const rating: Rating = {
    ...rated,
    ...{ caseId: app.id, service: app.definition.id, score, comment: comment.trim() },
    ratedAt: now,
  };
  await saveRating(sql, rating);
  return ok(rating);
}
