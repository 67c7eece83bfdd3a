import { isOpinion, outcomesOpen, rankingStage, selects, taskWanted } from "../workflow/index.ts";
import { isKeptFrom } from "./apart.ts";
import { isOpen } from "./evolve.ts";
import { processValuesOf } from "./findings.ts";
import type { CaseState, Task } from "./model.ts";
import { arePlacesTaken, type OwnPlace } from "./ranking/standing.ts";
import type { Application } from "./read.ts";

/**
 * Why an outcome cannot be given now: what was decided before, the answers, an open ranking, an
 * opinion that is awaited, or the places of the call, which are taken.
 */
export type WhyClosed = "reviews" | "answers" | "ranking" | "opinion" | "places";

export interface OutcomesAsked {
  /** Id of the officer who asks: what is kept from them is not told by a closed outcome either. */
  readonly officer: string;
  /** Local date. */
  readonly today: string;
  readonly place: OwnPlace | undefined;
  readonly now: Date;
}

/**
 * Until when (ISO instant) the decision on an appeal waits for the opinion of the authority that
 * decided; undefined where none is awaited, or no longer.
 */
export function opinionAwaitedUntil(state: CaseState, now: Date): string | undefined {
  const { dueAt } = opinionMissing(state) ?? {};
  return dueAt !== undefined && dueAt > now.toISOString() ? dueAt : undefined;
}

/** The opinion on an appeal that the authority was asked for and has not given. */
export const opinionMissing = ({ tasks }: CaseState): Task | undefined =>
  tasks.find((task) => isOpen(task) && isOpinion(task));

/**
 * The outcomes of an open task that `complete` would refuse whatever the officer records, by id. An
 * outcome whose rule reads findings of a task that records some is left open: they decide.
 */
export function outcomesClosed(
  application: Application,
  task: Task,
  { officer, today, place, now }: OutcomesAsked,
): ReadonlyMap<string, WhyClosed> {
  const { definition, state } = application;
  const { outcomes, findings = [] } = taskWanted(definition, task);
  const isRanked = state.status !== "in-appeal" && rankingStage(definition)?.id === task.stage;
  if (isRanked && place && !place.complete)
    return new Map(outcomes.map(({ id }) => [id, "ranking"]));
  if (state.status === "in-appeal" && !isOpinion(task) && opinionAwaitedUntil(state, now))
    return new Map(outcomes.map(({ id }) => [id, "opinion"]));
  if (state.tasks.some((each) => isKeptFrom(definition, state, each, officer))) return new Map();
  const values = processValuesOf(application, today);
  const open = outcomesOpen({ outcomes }, { values, today });
  const isFull = isRanked && arePlacesTaken(place) && !rankingStage(definition)?.ranking.beyond;
  return new Map(
    outcomes.flatMap((outcome): [string, WhyClosed][] => {
      if (isFull && selects(definition, outcome.id)) return [[outcome.id, "places"]];
      const names = [...(outcome.when?.names ?? [])];
      const waits = findings.length > 0 && names.some((name) => /^findings\b/.test(name));
      if (open.includes(outcome) || waits) return [];
      const isOfReviews = names.some((name) => /^(reviews|findings)\b/.test(name));
      return [[outcome.id, isOfReviews ? "reviews" : "answers"]];
    }),
  );
}
