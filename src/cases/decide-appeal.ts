import type { Stage } from "../catalogue/index.ts";
import { type Problem, type Refused, refuse } from "../kernel/index.ts";
import {
  appealStage,
  appealTask,
  isOnAppeal,
  opinionTask,
  processOf,
  rankingStage,
  stageOf,
} from "../workflow/index.ts";
import { decideCase, enterStage, opening, promiseAnew } from "./course.ts";
import type { CaseCommand, CaseState, Reason, Task } from "./model.ts";
import { opinionAwaitedUntil, opinionMissing } from "./outcomes.ts";
import { reasonMissing } from "./reasons.ts";
import { type Story, tell } from "./story.ts";
import { appealWindow } from "./windows.ts";

/** The person appeals against the refusal: once, in time, with reasons. */
export function appeal(
  story: Story,
  { statement, papers = [] }: Extract<CaseCommand, { type: "appeal" }>,
): Refused | undefined {
  const { state, facts } = story;
  const { definition, at, calendar } = facts;
  const open = appealWindow(state, definition, at, calendar);
  if (!open.ok) return open;
  const offered = definition.appeal;
  if (!offered) throw new Error(`${definition.id} offers no appeal that could be open`);
  if (!statement.text.trim()) return reasonMissing;
  const { opinion } = offered;
  const decided = lastWork(story.state);
  const asked = opinion && decided ? [opinionTask(opinion, placeOfWork(decided))] : [];
  const tasks = opening(story, appealStage, [appealTask(offered), ...asked]);
  const data = { text: statement.id, tasks, ...(papers.length > 0 && { papers }) };
  tell(story, { type: "AppealLodged", data });
  return undefined;
}

const placeOfWork = ({ authority, role, office }: Task) => ({
  ...{ authority, role },
  ...(office !== undefined && { office }),
});

const byTime = (one: Task, other: Task): number =>
  (one.done?.at ?? "").localeCompare(other.done?.at ?? "");

/** Whose decision is contested: the last work done or, where silence decided, left undone. */
function lastWork({ tasks, decision }: Pick<CaseState, "tasks" | "decision">): Task | undefined {
  const done = tasks.filter((task) => task.done).sort(byTime);
  return decision?.by.length === 0 ? tasks.at(-1) : done.at(-1);
}

/**
 * Refuses to decide an appeal before the authority whose decision is contested has given its
 * opinion, or the time for it is over.
 */
export const opinionAwaited = ({ state, facts }: Story, task: Task): Refused | undefined =>
  isOnAppeal(task) && opinionAwaitedUntil(state, facts.at)
    ? refuse("conflict", "case.opinion-awaited")
    : undefined;

/** Whoever decides without an opinion that was asked for says that they know it. */
export const opinionProblems = (
  state: CaseState,
  task: Task,
  { withoutOpinion }: Pick<Extract<CaseCommand, { type: "complete" }>, "withoutOpinion">,
): readonly Problem[] =>
  isOnAppeal(task) && !withoutOpinion && opinionMissing(state)
    ? [{ field: "withoutOpinion", code: "required" }]
    : [];

/**
 * Where an appeal sends the file: the stage that the definition names. Where that one ranks and an
 * earlier one refused it is the one that refused: nobody is ranked who was not assessed.
 */
function returnStage({ facts: { definition }, state }: Story, id: string): Stage {
  const tasks = state.tasks.filter(({ stage }) => stage !== appealStage);
  const refusing = lastWork({ ...state, tasks })?.stage;
  const order = processOf(definition).stages.map((stage) => stage.id);
  const isUnranked = rankingStage(definition)?.id === id && refusing !== undefined;
  const isEarlier = isUnranked && order.indexOf(refusing) < order.indexOf(id);
  return stageOf(definition, isEarlier ? refusing : id);
}

/**
 * The appeal body's decision: the refusal stands, is overturned, or the file returns to a stage.
 */
export function decideAppeal(
  story: Story,
  outcome: string,
  by: readonly string[],
  reason: Reason | undefined,
): void {
  const chosen = story.facts.definition.appeal?.outcomes.find(({ id }) => id === outcome);
  const data = { outcome, by: by.at(-1) ?? "system", ...(reason && { reason }) };
  tell(story, { type: "AppealDecided", data });
  if (!chosen) return;
  if ("stage" in chosen.to) {
    const stage = returnStage(story, chosen.to.stage);
    promiseAnew(story, stage);
    enterStage(story, stage);
  } else if (chosen.to.end === "granted") decideCase(story, "granted", by, reason);
}
