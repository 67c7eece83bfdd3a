import { type Refused, refuse } from "../kernel/index.ts";
import { isOpinion } from "../workflow/index.ts";
import { moveOn, openTask } from "./course.ts";
import { decideAppeal } from "./decide-appeal.ts";
import { asSelected } from "./decide-ranked.ts";
import { nextDue } from "./due.ts";
import { signedTask, unsigned } from "./evolve.ts";
import type { CaseState, Reason, Task, VoteGiven } from "./model.ts";
import { standsInFor } from "./policy.ts";
import { type Story, tell } from "./story.ts";

/** What an officer has signed. The last of `by` is the officer acting now. */
interface Signing {
  readonly outcome: string;
  readonly by: readonly string[];
  readonly reason: Reason | undefined;
}

/**
 * Gives a task its outcome: at once where the case goes on, and after the time to take it back
 * where it decides the case or selects it, so that nobody is told of a slip, and where votes do.
 *
 * @param until the end of that time (ISO instant); the usual time from now where it is left out
 */
export function sign(story: Story, task: Task, signing: Signing, until?: string): void {
  const takesEffectAt = heldUntil(story, task, signing, until);
  if (takesEffectAt === undefined) {
    finish(story, task, signing);
    return;
  }
  const { outcome, by, reason } = signing;
  const data = { task: task.key, outcome, by: by.at(-1) ?? "", ...(reason && { reason }) };
  tell(story, { type: "DecisionSigned", data: { ...data, takesEffectAt } });
}

/**
 * When a decision takes effect; undefined for at once. It never waits beyond a term of the case: a
 * decision in the last minute is in time.
 */
export function heldUntil(
  story: Story,
  task: Task,
  signing: Signing,
  wanted?: string,
): string | undefined {
  const { at, takeBackSeconds = 0 } = story.facts;
  const until = wanted ?? new Date(at.getTime() + takeBackSeconds * 1000).toISOString();
  if (until <= at.toISOString()) return undefined;
  const trial = { ...story, events: [] };
  finish(trial, task, signing);
  if (!task.votes && !trial.events.some(decides)) return undefined;
  // That the decision waits is no term of the case.
  const due = nextDue(unsigned(story.state, task));
  return due !== undefined && due <= until ? undefined : until;
}

/** Whether the applicant is told of it as of a decision. */
const decides = (event: Story["events"][number]): boolean =>
  event.type === "CaseDecided" ||
  event.type === "AppealDecided" ||
  (event.type === "TaskDone" && event.data.selected === true);

/** The time to take it back is over: the decision takes effect as it was signed. */
export function takeEffect(story: Story, task: Task): void {
  const { signed, proposed, votes } = task;
  if (!signed) return;
  const alone = [proposed?.by, signed.by].filter((each) => each !== undefined);
  const by = votes ? votes.map((vote) => vote.by) : alone;
  finish(story, task, { outcome: signed.outcome, by, reason: signed.reason });
}

/**
 * Whoever signed last takes the decision back: the task is in their hand again. A member takes back
 * their vote, and with it what the votes decided.
 */
export function takeBack(story: Story, { task: key }: { readonly task: string }) {
  const { actor, at } = story.facts;
  const by = actor.kind === "officer" || actor.kind === "program" ? actor.id : undefined;
  const step = stepTakenBack(story, key, by);
  if (step) return step === "told" ? undefined : step;
  const task = openTask(story.state, key);
  const vote = task?.votes?.find((each) => each.by === by);
  const { signed } = task ?? {};
  const isInTime = vote
    ? isVoteOpen(task ?? {}, vote, at.toISOString())
    : signed !== undefined && signed.takesEffectAt > at.toISOString();
  if (!isInTime) return refuse("conflict", "case.nothing-to-take-back");
  if (by === undefined || (!vote && by !== signed?.by))
    return refuse("not-allowed", "case.not-allowed");
  tell(story, { type: "DecisionTakenBack", data: { task: key, by } });
  return undefined;
}

/**
 * Until when the step done last can be taken back by whoever did it (ISO instant); undefined where
 * a committee did it.
 *
 * @param seconds the time to take a decision back
 */
export function stepOpenUntil(
  { lastStep }: Pick<CaseState, "lastStep">,
  { key, by }: { readonly key: string; readonly by: string | undefined },
  seconds = 0,
): string | undefined {
  if (!lastStep || lastStep.task !== key || lastStep.by !== by) return undefined;
  const task = lastStep.before.tasks.find((each) => each.key === key);
  if (!task || task.votes || isOpinion(task)) return undefined;
  return new Date(Date.parse(lastStep.at) + seconds * 1000).toISOString();
}

/**
 * A step that did not decide the case is taken back before anything else happens to the file, and
 * before a colleague reads it for the next step. Undefined where there is no such step.
 */
function stepTakenBack(story: Story, key: string, by: string | undefined) {
  const { at, takeBackSeconds, isReadSince } = story.facts;
  const until = stepOpenUntil(story.state, { key, by }, takeBackSeconds);
  if (by === undefined || until === undefined || until <= at.toISOString()) return undefined;
  if (isReadSince) return refuse("conflict", "case.next-step-opened");
  tell(story, { type: "StepTakenBack", data: { task: key, by } });
  return "told" as const;
}

/**
 * Whether its member can still take the vote back: in its minute or, where the opinion on the
 * appeal came after it, until the committee has decided. Not once they have sealed it.
 *
 * @param now an ISO instant
 */
export function isVoteOpen(
  { signed }: Pick<Task, "signed">,
  { by, finalAt, beforeOpinion }: VoteGiven,
  now: string,
): boolean {
  if (signed?.sealed && signed.by === by) return false;
  if (signed && signed.takesEffectAt <= now) return false;
  return beforeOpinion === true || (finalAt !== undefined && finalAt > now);
}

/**
 * Until when the vote is in the minute in which its member can take it back (ISO instant);
 * undefined once that is over, also where the opinion on the appeal opened it again.
 *
 * @param now an ISO instant
 */
export const voteHeldUntil = (
  task: Pick<Task, "signed">,
  vote: VoteGiven,
  now: string,
): string | undefined =>
  (vote.finalAt ?? "") > now && isVoteOpen(task, vote, now) ? vote.finalAt : undefined;

/** Refuses work on a case whose decision waits to take effect. */
export const notWhileSigned = ({ state }: Pick<Story, "state">): Refused | undefined =>
  signedTask(state) ? refuse("conflict", "case.decision-signed") : undefined;

/** Refuses work on a case that is decided, or waits for the applicant. */
export function notAtWork({ state: { status } }: Pick<Story, "state">): Refused | undefined {
  if (status === "in-review" || status === "in-appeal") return undefined;
  const isWaiting = status === "waiting-for-applicant";
  return refuse("conflict", isWaiting ? "case.not-open" : "case.already-decided");
}

/** The open task that a command names, if the case is being worked on and no decision waits. */
export function atWork(story: Story, key: string): Task | Refused {
  const not = notAtWork(story);
  if (not) return not;
  const task = openTask(story.state, key);
  if (!task) return refuse("conflict", "case.already-decided");
  return notWhileSigned(story) ?? task;
}

/** That whoever signs now does so as deputy of a colleague on leave. */
export const asDeputy = ({ facts: { actor, definition } }: Story, task: Task) =>
  standsInFor(actor, task, definition.id) ? { asDeputy: true as const } : {};

/** Records the outcome and follows where it leads. */
export function finish(story: Story, task: Task, { outcome, by, reason }: Signing): void {
  const { revision } = story.state;
  const signed = { outcome, by: by.at(-1) ?? "system", ...(reason && { reason }), revision };
  const data = { task: task.key, ...signed, ...asDeputy(story, task) };
  tell(story, { type: "TaskDone", data: { ...data, ...asSelected(story, task, outcome) } });
  if (isOpinion(task)) return;
  if (story.state.status === "in-appeal") decideAppeal(story, outcome, by, reason);
  else moveOn(story, by, reason);
}
