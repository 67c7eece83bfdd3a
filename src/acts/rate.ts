import {
  type Rating,
  type RatingDoor,
  ratingOf,
  ratingWrong,
  saveRating,
} from "../assessment/index.ts";
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

/** What is rated: the service once it is decided, or how it was to apply, before that. */
export type RatedPart = "service" | "sending";

/** Doors at which an officer selects what a person says. */
const aloud: ReadonlySet<RatingDoor> = new Set(["counter", "agent"]);

/**
 * Rates a decided application of this person, once; a later rating replaces it, but not one that an
 * officer types. How it was to apply can be rated before the decision; a later one replaces it.
 * Refuses case.not-found (not theirs), case.not-decided, case.too-late, assessment.rated-already,
 * and assessment.rating-wrong (problems: score, comment).
 */
export async function rate(
  deps: Pick<ActDeps, "sql" | "clock">,
  app: Application,
  rated: Rated,
  part: RatedPart = "service",
): Promise<Result<Rating>> {
  if (app.state.submitted?.person !== rated.person) return refuse("not-found", "case.not-found");
  const open = ratingWindow({ app, now: deps.clock() });
  const early = !open.ok && open.refusal.code === "case.not-decided";
  if (!open.ok && !(early && part === "sending")) return open;
  if (aloud.has(rated.door) && (await ratingOf(deps.sql, app.id)))
    return refuse("conflict", "assessment.rated-already");
  return storeRating(deps, app, rated);
}

/** Stores a rating whose person and time are checked. Refuses assessment.rating-wrong. */
export async function storeRating(
  { sql, clock }: Pick<ActDeps, "sql" | "clock">,
  app: Application,
  { score, comment, ...rated }: Rated,
): Promise<Result<Rating>> {
  const wrong = ratingWrong(score, comment);
  if (wrong) return refuse("invalid", "assessment.rating-wrong", { problems: [wrong] });
  const rating: Rating = {
    ...rated,
    ...{ caseId: app.id, service: app.definition.id, score, comment: comment.trim() },
    ratedAt: clock(),
  };
  await saveRating(sql, rating);
  return ok(rating);
}
