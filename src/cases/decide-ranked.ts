import { type Refused, refuse } from "../kernel/index.ts";
import { rankingStage, selects } from "../workflow/index.ts";
import type { CaseCommand, CaseState, Task } from "./model.ts";
import { arePlacesTaken, type OwnPlace } from "./ranking/standing.ts";
import { type Story, tell } from "./story.ts";

/** Whether this task decides on a ranked application; an appeal against that decision does not. */
const isRanked = ({ facts, state }: Pick<Story, "facts" | "state">, { stage }: Task): boolean =>
  state.status !== "in-appeal" && rankingStage(facts.definition)?.id === stage;

/**
 * Where a stage ranks applications, none is decided before all of the call are ranked. One that was
 * not assessed has no rank: it may be refused, and is not selected.
 */
export function notYetRanked(story: Story, task: Task, outcome: string): Refused | undefined {
  const { facts } = story;
  if (!isRanked(story, task)) return undefined;
  const { place } = facts;
  if (!place)
    return selects(facts.definition, outcome) ? refuse("conflict", "case.not-assessed") : undefined;
  const { missing, closes, complete } = place;
  return complete
    ? undefined
    : refuse("conflict", "case.ranking-open", { facts: { missing, closes } });
}

/**
 * Refuses to select one more application than the call has places; where the definition lets the
 * places be exceeded, unless that is meant.
 */
export function noPlaceLeft(
  story: Story,
  task: Task,
  outcome: string,
  isBeyond = false,
): Refused | undefined {
  const { place, definition } = story.facts;
  if (!isWithoutPlace(story, task, outcome) || !place) return undefined;
  if (rankingStage(definition)?.ranking.beyond)
    return isBeyond
      ? undefined
      : refuse("invalid", "case.beyond-unsaid", {
          problems: [{ field: "beyond", code: "required" }],
        });
  const { taken, places = 0, takenBy } = place;
  if (takenBy.length === 0)
    return refuse("conflict", "case.places-held", { facts: { taken, places } });
  return refuse("conflict", "case.places-taken", {
    facts: { taken, places, files: namesOfTaken(place) },
  });
}

/** How many references of those who take the places are named. */
const mostNamed = 10;

/** The applications that take the places, by their references; of many the first. */
export function namesOfTaken({ takenBy }: Pick<OwnPlace, "takenBy">): string {
  const files = takenBy.slice(0, mostNamed).join(", ");
  return takenBy.length > mostNamed ? `${files} +${takenBy.length - mostNamed}` : files;
}

/** Whether an outcome selects the application while others have taken all places of the call. */
export const isWithoutPlace = (story: Story, task: Task, outcome: string): boolean =>
  isRanked(story, task) &&
  selects(story.facts.definition, outcome) &&
  arePlacesTaken(story.facts.place);

/** That the outcome selects a ranked application. */
export const asSelected = (story: Story, task: Task, outcome: string) =>
  isRanked(story, task) && selects(story.facts.definition, outcome)
    ? { selected: true as const }
    : {};

/** Records that an officer selects beyond the places, where they do. */
export function exceedPlaces(
  story: Story,
  task: Task,
  { outcome, beyond }: Pick<Extract<CaseCommand, { type: "complete" }>, "outcome" | "beyond">,
  by: string,
): void {
  if (beyond && isWithoutPlace(story, task, outcome))
    tell(story, { type: "PlacesExceeded", data: { task: task.key, by } });
}

/** Whether somebody who voted for what this task leads to meant to go beyond the places. */
export const isBeyondMeant = ({ beyond = [], votes = [] }: Task): boolean =>
  votes.some(({ by }) => beyond.includes(by));

/** Whether an application takes a place of its call, also while that can be taken back. */
export function takesPlace(
  { tasks, status }: CaseState,
  definition: Story["facts"]["definition"],
): boolean {
  const stage = rankingStage(definition);
  if (!stage || status === "withdrawn") return false;
  const task = tasks.findLast((each) => each.stage === stage.id && !each.cancelled);
  return selects(definition, (task?.done ?? task?.signed)?.outcome);
}
