import { outcomesOpen, rankingStage, taskWanted } from "../workflow/index.ts";
import { isKeptFrom } from "./apart.ts";
import { processValuesOf } from "./findings.ts";
import type { Task } from "./model.ts";
import type { OwnPlace } from "./ranking/standing.ts";
import type { Application } from "./read.ts";

/** Why an outcome cannot be given now: what was decided before, the answers, or an open ranking. */
export type WhyClosed = "reviews" | "answers" | "ranking";

export interface OutcomesAsked {
  /** Id of the officer who asks: what is kept from them is not told by a closed outcome either. */
  readonly officer: string;
  /** Local date. */
  readonly today: string;
  readonly place: OwnPlace | undefined;
}

/**
 * The outcomes of an open task that `complete` would refuse whatever the officer records, by id. An
 * outcome whose rule reads findings of a task that records some is left open: they decide.
 */
export function outcomesClosed(
  application: Application,
  task: Task,
  { officer, today, place }: OutcomesAsked,
): ReadonlyMap<string, WhyClosed> {
  const { definition, state } = application;
  const { outcomes, findings = [] } = taskWanted(definition, task);
  const isRanked = state.status !== "in-appeal" && rankingStage(definition)?.id === task.stage;
  if (isRanked && place && !place.complete)
    return new Map(outcomes.map(({ id }) => [id, "ranking"]));
  if (state.tasks.some((each) => isKeptFrom(definition, state, each, officer))) return new Map();
  const values = processValuesOf(application, today);
  const open = outcomesOpen({ outcomes }, { values, today });
  return new Map(
    outcomes.flatMap((outcome) => {
      const names = [...(outcome.when?.names ?? [])];
      const waits = findings.length > 0 && names.some((name) => /^findings\b/.test(name));
      if (open.includes(outcome) || waits) return [];
      const isOfReviews = names.some((name) => /^(reviews|findings)\b/.test(name));
      return [[outcome.id, isOfReviews ? "reviews" : "answers"] as const];
    }),
  );
}
