import { type Rating, ratingOf } from "../assessment/index.ts";
import type { Application } from "../cases/index.ts";
import type { Visit } from "../counter/index.ts";
import { type Result, refuse } from "../kernel/index.ts";
import type { ActDeps } from "./deps.ts";
import { ratingWindow } from "./on-case.ts";
import { type Rated, storeRating } from "./rate.ts";

type Deps = Pick<ActDeps, "sql" | "clock" | "counter" | "cases">;
type At = Pick<Visit, "id" | "person" | "door">;

/** An application on which somebody was just served, how, and since when. */
export interface Ratable {
  readonly app: Application;
  readonly served: "sent" | "handed-over";
  readonly at: Date;
}

/**
 * The application last sent or handed over in this visit, while its rating is open: also before the
 * decision, when the rating is of how it was sent. A rating after the decision replaces that one.
 */
async function servedIn({ clock, counter, cases }: Deps, at: At): Promise<Ratable | undefined> {
  const served = await counter.lastServed(at);
  if (!served) return undefined;
  const caseId =
    "caseId" in served.of
      ? served.of.caseId
      : (await cases.findDraft(served.of.draft, at.person))?.caseId;
  const app = caseId && (await cases.open(caseId));
  if (!app || app.state.submitted?.person !== at.person) return undefined;
  const open = ratingWindow({ app, now: clock() });
  if (!open.ok && open.refusal.code !== "case.not-decided") return undefined;
  return { app, served: "caseId" in served.of ? "handed-over" : "sent", at: served.at };
}

/**
 * What the person of this visit can be asked to rate on the screen that faces them; undefined where
 * nothing was done, or where they have rated it since it was sent or decided.
 */
export async function ratableInVisit(deps: Deps, at: At): Promise<Ratable | undefined> {
  const served = await servedIn(deps, at);
  const before = served && (await ratingOf(deps.sql, served.app.id));
  if (!before) return served;
  const { decision } = served.app.state;
  const since = Math.min(served.at.getTime(), decision ? Date.parse(decision.at) : Infinity);
  return before.ratedAt.getTime() < since ? served : undefined;
}

/**
 * Rates what this visit was about, as the person chose themselves. Refuses case.not-found where it
 * is about another application by now, and assessment.rating-wrong.
 */
export async function rateInVisit(
  deps: Deps,
  at: At,
  { caseId, ...given }: Pick<Rated, "score" | "comment" | "lang"> & { readonly caseId: string },
): Promise<Result<Rating>> {
  const served = await servedIn(deps, at);
  if (served?.app.id !== caseId) return refuse("not-found", "case.not-found");
  return storeRating(deps, served.app, { ...given, person: at.person, door: at.door });
}
