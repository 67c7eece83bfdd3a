import type { FeeMoment, Stage, Target } from "../catalogue/index.ts";
import { feesFound } from "../form/index.ts";
import {
  committeeOf,
  leadsTo,
  limitOf,
  processOf,
  resumeTerm,
  stageOf,
  stopTerm,
  type TaskToOpen,
  tasksToOpen,
  termEnd,
} from "../workflow/index.ts";
import { isOpen, nextStageNumber, unpaid } from "./evolve.ts";
import { workValues } from "./findings.ts";
import type { CaseState, FeeOwed, Reason, Task } from "./model.ts";
import { type Story, tell } from "./story.ts";

/** The course of a case: what follows by itself once something has happened. */

/**
 * Values that the rules of the process see: answers, outcomes as `reviews`, and `findings`,
 * including those of the task `also`.
 */
export const processValues = ({ state, facts, findings }: Story, also?: string) => ({
  ...facts.values,
  ...workValues(facts.definition, state, findings, also),
});

const stageTasks = (state: CaseState): readonly Task[] =>
  state.tasks.filter(({ key }) => key.startsWith(`${state.entered}.`));

/** Tasks to open as the data of an event, each with its own due time. */
export const opening = (story: Story, stage: string, tasks: readonly TaskToOpen[]) => {
  return tasks.map(({ id, authority, office, role, within }) => {
    const dueAt = termEnd(story.facts.at, within, story.facts.calendar);
    const key = `${nextStageNumber(story.state)}.${id}`;
    const place = office !== undefined && { office };
    const isByVote = committeeOf(story.facts.definition, { stage, task: id }) !== undefined;
    const byVote = isByVote && { byVote: true as const };
    return { key, task: id, authority, ...place, role, ...(dueAt && { dueAt }), ...byVote };
  });
};

/** No fee is due now: the first stage begins, or the waiting stage continues. */
export function goOnPaid(story: Story): void {
  const { awaits, clock } = story.state;
  if (awaits === undefined) startReview(story);
  else {
    const dueAt = clock.left && resumeTerm(story.facts.at, clock.left, story.facts.calendar);
    if (dueAt) tell(story, { type: "ClockResumed", data: { dueAt } });
    enterStage(story, stageOf(story.facts.definition, awaits));
  }
}

function startReview(story: Story): void {
  const { clock, stages } = processOf(story.facts.definition);
  if ("at" in clock.starts) startClock(story);
  const [first] = stages;
  if (first) enterStage(story, first);
}

/**
 * Begins the promise anew for what an appeal sends back to this stage; not where a later stage
 * begins it.
 */
export function promiseAnew(story: Story, { id }: Stage): void {
  const { clock, stages } = processOf(story.facts.definition);
  const order = stages.map((stage) => stage.id);
  const { starts } = clock;
  if ("at" in starts || order.indexOf(starts.after) < order.indexOf(id)) startClock(story);
}

function startClock(story: Story): void {
  if (story.state.clock.dueAt) return;
  const { clock } = processOf(story.facts.definition);
  const limit = limitOf(clock, { values: processValues(story), today: story.facts.today });
  const dueAt = termEnd(story.facts.at, limit, story.facts.calendar);
  if (dueAt) tell(story, { type: "ClockStarted", data: { dueAt, limit } });
}

/** Enters a stage once the fees due before it are paid; skips a stage in which no task opens. */
export function enterStage(story: Story, stage: Stage): void {
  if (story.state.entered > 500)
    throw new Error(`stages of ${story.facts.definition.id} turn in a circle`);
  const feesBefore = owedBefore(story, stage);
  if (feesBefore.length > 0) awaitFees(story, stage, feesBefore);
  else openStage(story, stage);
}

function openStage(story: Story, stage: Stage): void {
  const toOpen = tasksToOpen(stage, {
    values: processValues(story),
    today: story.facts.today,
    renewal: story.state.submitted?.renews !== undefined,
  });
  tell(story, {
    type: "StageEntered",
    data: { stage: stage.id, tasks: opening(story, stage.id, toOpen) },
  });
  if (toOpen.length === 0) moveOn(story, [], undefined);
}

/** Unpaid fees due before a stage, including those that depend on findings. */
function owedBefore(story: Story, { id }: Stage): readonly FeeOwed[] {
  const due = `before ${id}` as const;
  const computed = feesOfWork(story, due);
  const unpaidBefore = unpaid(story.state, due).filter(
    (fee) => !computed.some((one) => one.id === fee.id),
  );
  return [...unpaidBefore, ...computed.filter((fee) => !story.state.paid.includes(fee.id))];
}

/** Waits for the applicant to pay: no clock runs against an office meanwhile. */
function awaitFees(story: Story, { id }: Stage, fees: readonly FeeOwed[]): void {
  const { clock } = story.state;
  const { at, calendar, definition } = story.facts;
  const limit = clock.limit ?? processOf(definition).clock.limit;
  const clockLeft = clock.dueAt && stopTerm(clock.dueAt, at, limit, calendar);
  const data = { stage: id, fees, ...(clockLeft && { clockLeft }) };
  tell(story, { type: "FeesFellDue", data });
}

/**
 * Leaves the stage if enough of its tasks are done. `by` and `reason` are those of the last act.
 */
export function moveOn(story: Story, by: readonly string[], reason: Reason | undefined): void {
  const stage = stageOf(story.facts.definition, story.state.stage ?? "");
  const outcomes = stageTasks(story.state).map(({ task, done }) => ({
    task,
    ...(done && { outcome: done.outcome }),
  }));
  const target = leadsTo(stage, outcomes);
  if (!target) return;
  const { starts } = processOf(story.facts.definition).clock;
  if ("after" in starts && starts.after === stage.id && "stage" in target) startClock(story);
  if ("stage" in target) releasePapers(story, stage);
  follow(story, target, by, reason);
}

/**
 * Releases the documents that are issued after a stage, each once per case even if the stage
 * repeats.
 */
function releasePapers(story: Story, { id }: Stage): void {
  const { definition, today } = story.facts;
  if (!stageTasks(story.state).some(({ done }) => done)) return;
  for (const paper of definition.interim ?? []) {
    if (paper.after !== id || story.state.papers.includes(paper.id)) continue;
    if (paper.when && !paper.when.holds(processValues(story), { today })) continue;
    tell(story, { type: "PaperReleased", data: { paper: paper.id } });
  }
}

/** Follows an outcome to the next stage or decision. */
export function follow(
  story: Story,
  target: Target,
  by: readonly string[],
  reason: Reason | undefined,
): void {
  if ("stage" in target) enterStage(story, stageOf(story.facts.definition, target.stage));
  else decideCase(story, target.end, by, reason);
}

export function decideCase(
  story: Story,
  outcome: "granted" | "refused",
  by: readonly string[],
  reason: Reason | undefined,
): void {
  const fees = outcome === "granted" ? feesOfWork(story, "grant") : [];
  const data = { outcome, by, ...(reason && { reason }), ...(fees.length > 0 && { fees }) };
  tell(story, { type: "CaseDecided", data });
  if (outcome === "granted") releaseOutput(story);
}

/** Fees that could not be computed before officers recorded the findings they depend on. */
const feesOfWork = (story: Story, due: FeeMoment): readonly FeeOwed[] => {
  const { today, definition } = story.facts;
  const asOf = story.state.submitted?.asOf ?? today;
  const computedFees = feesFound(definition, processValues(story), { today, asOf, due });
  return computedFees.map(({ id, money }) => ({ id, money, due }));
};

/** Releases the certificate once all fees due at the grant are paid. */
export function releaseOutput(story: Story): void {
  if (unpaid(story.state, "grant").length === 0) tell(story, { type: "OutputReleased", data: {} });
}

export const openTask = (state: CaseState, key: string): Task | undefined =>
  state.tasks.find((task) => task.key === key && isOpen(task));
