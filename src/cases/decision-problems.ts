import type { Definition, Outcome } from "../catalogue/index.ts";
import type { Problem } from "../kernel/index.ts";
import { rankingStage, refusalReasonsAt, selects, taskWanted } from "../workflow/index.ts";
import type { Task } from "./model.ts";
import { arePlacesTaken, type OwnPlace } from "./ranking/standing.ts";

/** A decision as it was filled in, without what the officer found. */
export interface DecisionTyped {
  readonly outcome: string;
  readonly code?: string | undefined;
  readonly text?: string | undefined;
}

/** Whether an outcome refuses the application. */
export const refuses = ({ to }: Pick<Outcome, "to">): boolean =>
  to !== undefined && "end" in to && to.end === "refused";

/**
 * All that is missing: the outcome, and what every outcome that may be meant needs. A refusal names
 * one of the service's reasons for this stage; it is explained to the person in the words of the
 * officer, of the service, or of both.
 */
export function decisionProblems(
  definition: Definition,
  task: Pick<Task, "stage" | "task">,
  { outcome: id, code, text = "" }: DecisionTyped,
  place: Pick<OwnPlace, "line" | "places" | "taken"> | undefined,
): readonly Problem[] {
  const { outcomes } = taskWanted(definition, task);
  const chosen = outcomes.find((each) => each.id === id);
  const possible = chosen ? [chosen] : outcomes;
  const isRefusal = possible.every(refuses);
  const listed = refusalReasonsAt(definition, task.stage);
  const reason = listed.find((each) => each.id === code);
  // Taken from below the line, from among equals across it, or beyond the places.
  const passesOthers =
    rankingStage(definition)?.id === task.stage &&
    (place?.line !== "above" || (selects(definition, id) && arePlacesTaken(place)));
  const isExplained = isRefusal && reason?.explanation !== undefined;
  const isNeeded = passesOthers || possible.every((each) => each.reasonRequired || refuses(each));
  const missing = [
    ...(chosen ? [] : ["outcome"]),
    ...(isRefusal && listed.length > 0 && !reason ? ["code"] : []),
    ...(isNeeded && !isExplained && !text.trim() ? ["text"] : []),
  ];
  return missing.map((field) => ({ field, code: "required" }));
}
