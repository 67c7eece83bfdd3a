import type { Definition, TaskWanted } from "../catalogue/index.ts";
import { findingProblems } from "../form/index.ts";
import { type Refused, refuse } from "../kernel/index.ts";
import {
  committeeOf,
  isOpinion,
  outcomesOpen,
  refusalReasonsAt,
  taskWanted,
} from "../workflow/index.ts";
import { isProgramId } from "./actor.ts";
import { openTask, processValues } from "./course.ts";
import { opinionAwaited, opinionProblems } from "./decide-appeal.ts";
import { castVote, notByCommittee, votedMeanwhile } from "./decide-committee.ts";
import { exceedPlaces, noPlaceLeft, notYetRanked } from "./decide-ranked.ts";
import { decisionProblems, refuses } from "./decision-problems.ts";
import { contestedBy, doersOf, doersOfOthers } from "./done-before.ts";
import { asDeputy, atWork, notWhileSigned, sign } from "./finish.ts";
import type { CaseCommand, CaseState, OfficerActor, Reason, Statement, Task } from "./model.ts";
import {
  isOfOtherOffice,
  isOwnCase,
  isRecused,
  isWorkOf,
  standsInFor,
  supervisor,
} from "./policy.ts";
import { reasonMissing } from "./reasons.ts";
import { type Story, tell } from "./story.ts";
import { filesOfTask, taskFileProblems } from "./task-files.ts";

type Command<T extends CaseCommand["type"]> = Extract<CaseCommand, { type: T }>;

interface OfCase {
  readonly state: CaseState;
  readonly definition: Definition;
}

/** Who works on the task: an officer, or a system of the authority. */
const workerOf = ({ facts: { actor } }: Story): string =>
  actor.kind === "officer" || actor.kind === "program" ? actor.id : "system";

/** All systems count as one actor: two of them are never two signatures. */
const sameActor = (one: string, other: string | undefined): boolean =>
  one === other || (other !== undefined && isProgramId(one) && isProgramId(other));

/** The open task that a command names, if no other officer has claimed it. */
function inMyHand(story: Story, key: string): Task | Refused {
  const task = atWork(story, key);
  if ("ok" in task) return task;
  if (task.claimedBy && task.claimedBy !== workerOf(story)) {
    return refuse("conflict", "case.claimed-by-other");
  }
  return task;
}

/**
 * Refuses an officer who did, or signed, a task that must be done by somebody else than this one,
 * or who decided what an appeal sent back.
 */
function sameOfficer(story: Story, task: Task): Refused | undefined {
  const { definition, actor } = story.facts;
  const of = { state: story.state, definition };
  const by = workerOf(story);
  if (isContested(of, task, by)) return refuse("not-allowed", "case.decided-before-appeal");
  if (actor.kind === "officer" && isForOthers(of, task, actor))
    return refuse("not-allowed", "case.step-as-deputy");
  return didOther(of, task, by);
}

/**
 * Whether this officer decided what an appeal is against or sent back, so that others do this step:
 * the opinion on it always, if need be the supervisor. Not in a committee, which has no other
 * members, nor where a supervisor gave it to them for want of others.
 */
export const isContested = ({ state, definition }: OfCase, task: Task, by: string): boolean =>
  (task.liftedFor !== by || isOpinion(task)) &&
  !committeeOf(definition, task) &&
  contestedBy(state, task).some((other) => sameActor(by, other));

/**
 * Whether this officer did a step of another role, and did that one, or would do this one, as
 * deputy: what two roles do of a file is never one person's for the leave of a colleague. A
 * committee has no other members.
 */
export function isForOthers(
  { state, definition }: OfCase,
  task: Task,
  officer: OfficerActor,
): boolean {
  if (committeeOf(definition, task)) return false;
  const own = state.tasks.filter((each) => each.role !== task.role && isDoneBy(each, officer.id));
  return (
    own.some(({ deputies = [] }) => deputies.includes(officer.id)) ||
    (own.length > 0 && standsInFor(officer, task, definition.id) !== undefined)
  );
}

/** Whether this officer did a step that must be another's than this one. */
export const isBarred = (of: OfCase, task: Task, officer: string): boolean =>
  didOther(of, task, officer) !== undefined;

const isDoneBy = (task: Task, by: string): boolean =>
  doersOf(task).some((other) => sameActor(by, other));

const didOther = ({ state, definition }: OfCase, task: Task, by: string): Refused | undefined =>
  doersOfOthers(state, definition, task).some((other) => sameActor(by, other))
    ? refuse("not-allowed", "case.same-officer")
    : undefined;

/** A task that this officer may work on now. */
function forMe(story: Story, key: string): Task | Refused {
  const task = votedMeanwhile(story, key) ?? inMyHand(story, key);
  return "ok" in task ? task : (sameOfficer(story, task) ?? task);
}

/** Whoever is on leave takes nothing in hand: it would wait until they are back. */
const notOnLeave = ({ facts: { actor } }: Story): Refused | undefined =>
  actor.kind === "officer" && actor.away ? refuse("conflict", "case.on-leave") : undefined;

/**
 * Claims a task, so that no colleague works on it at the same time. Claiming it again changes
 * nothing.
 */
export function claim(story: Story, command: Command<"claim">): Refused | undefined {
  const task = forMe(story, command.task);
  if ("ok" in task) return task;
  const away = notOnLeave(story);
  if (away) return away;
  const by = workerOf(story);
  const together = notByCommittee(story, task);
  if (together) return together;
  const twice = signsTwice(task, by);
  if (twice) return twice;
  if (task.claimedBy !== by) tell(story, { type: "TaskClaimed", data: { task: task.key, by } });
  return undefined;
}

/**
 * Releases a claimed task; a supervisor may release anybody's, and the system that of whoever has
 * left.
 */
export function release(story: Story, command: Command<"release">): Refused | undefined {
  const task = openTask(story.state, command.task);
  if (!task) return refuse("conflict", "case.already-decided");
  const signed = notWhileSigned(story);
  if (signed) return signed;
  const by = workerOf(story);
  const { actor } = story.facts;
  const supervised =
    actor.kind === "system" || (actor.kind === "officer" && actor.roles.includes(supervisor));
  if (task.claimedBy && task.claimedBy !== by && !supervised) {
    return refuse("conflict", "case.claimed-by-other");
  }
  const { claimedBy } = task;
  if (!claimedBy) return undefined;
  const from = claimedBy === by ? {} : { from: claimedBy };
  tell(story, { type: "TaskReleased", data: { task: task.key, by, ...from } });
  return undefined;
}

/** A supervisor takes over a task that another officer has claimed. */
export function takeOver(story: Story, command: Command<"take-over">): Refused | undefined {
  const task = votedMeanwhile(story, command.task) ?? atWork(story, command.task);
  if ("ok" in task) return task;
  const not = notOnLeave(story) ?? notByCommittee(story, task) ?? sameOfficer(story, task);
  if (not) return not;
  const [by, from] = [workerOf(story), task.claimedBy];
  if (from === by) return undefined;
  tell(story, { type: "TaskClaimed", data: { task: task.key, by, ...(from && { from }) } });
  return undefined;
}

/**
 * A supervisor gives a task to a colleague, whoever has it in hand, or the system does as leave
 * begins and ends. The colleague must be allowed
 * to do it: of its role and office, not in their own case, and not where they did or signed a part
 * that must be another's.
 */
export function assign(
  story: Story,
  { task: key, to, isOnlyOne }: Command<"assign">,
): Refused | undefined {
  const { state } = story;
  const task = openTask(state, key);
  if (!task) return refuse("conflict", "case.already-decided");
  const { definition } = story.facts;
  const not =
    notByCommittee(story, task) ??
    notWhileSigned(story) ??
    whyNotTo({ state, definition }, task, to, isOnlyOne);
  if (not) return not;
  const { claimedBy: from } = task;
  if (from === to.id) return undefined;
  const lifted = isContested({ state, definition }, task, to.id) && { lifted: true as const };
  const data = { task: key, by: workerOf(story), to: to.id, ...(from && { from }), ...lifted };
  tell(story, { type: "TaskAssigned", data });
  return undefined;
}

/**
 * Why a task may not be given to this colleague; undefined where it may. Where nobody else has the
 * role, it may be given to whoever decided before the appeal.
 */
export function whyNotTo(
  { state, definition }: OfCase,
  task: Task,
  to: Command<"assign">["to"],
  isOnlyOne = false,
): Refused | undefined {
  const service = state.submitted?.service;
  if (isOwnCase(to, state)) return refuse("not-allowed", "case.colleague-own");
  if (isRecused(to, state)) return refuse("not-allowed", "case.colleague-recused");
  if (isOfOtherOffice(to, task, service))
    return refuse("not-allowed", "case.colleague-other-office");
  if (!isWorkOf(to, task, service)) return refuse("not-allowed", "case.colleague-not-entitled");
  if ((!isOnlyOne || isOpinion(task)) && isContested({ state, definition }, task, to.id))
    return refuse("not-allowed", "case.colleague-acted");
  const acted =
    task.proposed?.by === to.id ||
    didOther({ state, definition }, task, to.id) ||
    isForOthers({ state, definition }, task, to);
  return acted ? refuse("not-allowed", "case.colleague-acted") : undefined;
}

/** Refuses the second signature to whoever gave the first, and to a system where a system did. */
function signsTwice({ proposed }: Task, by: string): Refused | undefined {
  if (!sameActor(by, proposed?.by)) return undefined;
  return proposed?.by === by
    ? refuse("not-allowed", "case.same-person-cannot-sign-twice")
    : refuse("not-allowed", "case.person-must-sign");
}

/** Where the definition says so, a system of the authority needs no second signature. */
const signsAlone = ({ facts }: Story, { programAlone }: TaskWanted): boolean =>
  facts.actor.kind === "program" && programAlone === true;

/** Gives a task its outcome; for a four-eyes task, this is the first of two signatures. */
export function complete(story: Story, command: Command<"complete">): Refused | undefined {
  const task = forMe(story, command.task);
  if ("ok" in task) return task;
  if (task.proposed) return refuse("conflict", "case.waits-for-second-signature");
  const definitionOfTask = taskWanted(story.facts.definition, task);
  const outcome = definitionOfTask.outcomes.find(({ id }) => id === command.outcome);
  const early = notYetRanked(story, task, command.outcome) ?? opinionAwaited(story, task);
  if (early) return early;
  const incomplete =
    isIncomplete(story, task, command) ?? noPlaceLeft(story, task, command.outcome, command.beyond);
  if (incomplete || !outcome) return incomplete;
  const unfound = recordFindings(story, task, definitionOfTask, command);
  if (unfound) return unfound;
  // What was chosen under another outcome is not kept. Only listed codes enter the events: anything
  // else might be personal data, which could not be erased.
  const chosen = refuses(outcome) || outcome.reasonRequired ? command.code : undefined;
  const listed = refusalReasonsAt(story.facts.definition, task.stage);
  const reason = reasonOf(listed.find(({ id }) => id === chosen)?.id, command.statement);
  explainDouble(story, task, command);
  const by = workerOf(story);
  exceedPlaces(story, task, command, by);
  const committee = committeeOf(story.facts.definition, task);
  if (committee) return castVote(story, task, committee, { outcome: outcome.id, reason });
  if (definitionOfTask.fourEyes && !signsAlone(story, definitionOfTask)) {
    const { revision } = story.state;
    const data = { task: task.key, outcome: outcome.id, by, ...(reason && { reason }), revision };
    tell(story, { type: "OutcomeProposed", data: { ...data, ...asDeputy(story, task) } });
  } else sign(story, task, { outcome: outcome.id, by: [by], reason });
  return undefined;
}

function explainDouble(
  story: Story,
  { key: task }: Task,
  { despite }: Command<"complete" | "confirm">,
): void {
  if (!despite) return;
  const { of, statement } = despite;
  const data = { task, by: workerOf(story), of, reason: { text: statement.id } };
  tell(story, { type: "DoubleExplained", data });
}

/** Records the officer's findings and checks whether they allow the outcome. */
export function recordFindings(
  story: Story,
  task: Task,
  definitionOfTask: TaskWanted,
  { outcome, findings = {} }: Pick<Command<"complete">, "outcome" | "findings">,
): Refused | undefined {
  const { definition, today } = story.facts;
  const facts = { outcome, today, values: processValues(story) };
  const wrong = findingProblems(definition, task, findings, facts);
  if (definitionOfTask.findings) story.findings = { ...story.findings, [task.key]: findings };
  const values = processValues(story, task.key);
  const attached = filesOfTask(story.facts.taskFiles ?? [], task.key);
  const unattached = taskFileProblems(definitionOfTask.documents ?? [], attached, {
    today,
    values: { ...values, outcome },
  });
  const problems = [...wrong, ...unattached];
  if (problems.length > 0) return refuse("invalid", "case.findings-wrong", { problems });
  if (outcomesOpen(definitionOfTask, { values, today }).some(({ id }) => id === outcome))
    return undefined;
  return refuse("conflict", "case.outcome-not-possible");
}

/** Refuses a decision with all that is missing in it, whatever else there is to find. */
function isIncomplete(
  { state, facts }: Story,
  task: Task,
  { statement, ...command }: Command<"complete">,
): Refused | undefined {
  const typed = { ...command, text: statement?.text };
  const unsaid = decisionProblems(facts.definition, task, typed, facts.place);
  const problems = [...unsaid, ...opinionProblems(state, task, command)];
  if (problems.length === 0) return undefined;
  const code = unsaid.length > 0 ? "case.reason-missing" : "case.opinion-missing";
  return refuse("invalid", code, { problems });
}

const reasonOf = (
  code: string | undefined,
  statement: Statement | undefined,
): Reason | undefined =>
  code || statement?.text.trim()
    ? { ...(code && { code }), ...(statement?.text.trim() && { text: statement.id }) }
    : undefined;

/**
 * The second signature: another officer of the same role confirms exactly what the first signed.
 */
export function confirm(story: Story, command: Command<"confirm">): Refused | undefined {
  const task = forMe(story, command.task);
  if ("ok" in task) return task;
  if (!task.proposed) return refuse("conflict", "case.nothing-to-confirm");
  const by = workerOf(story);
  const twice = signsTwice(task, by);
  if (twice) return twice;
  if (task.proposed.revision !== story.state.revision)
    return refuse("conflict", "case.changed-since-signed");
  const { outcome, reason } = task.proposed;
  const full = noPlaceLeft(story, task, outcome, task.beyond?.includes(task.proposed.by));
  if (full) return full;
  explainDouble(story, task, command);
  sign(story, task, { outcome, by: [task.proposed.by, by], reason });
  return undefined;
}

/** The second officer disagrees and says why; the task begins again. */
export function returnProposal(story: Story, command: Command<"return">): Refused | undefined {
  const task = inMyHand(story, command.task);
  if ("ok" in task) return task;
  if (!task.proposed) return refuse("conflict", "case.nothing-to-confirm");
  if (!command.statement.text.trim()) return reasonMissing;
  const data = { task: task.key, by: workerOf(story), reason: { text: command.statement.id } };
  tell(story, { type: "ProposalReturned", data });
  return undefined;
}
