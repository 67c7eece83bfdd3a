import { addDuration, type Refused } from "../kernel/index.ts";
import { committeeOf, processOf, taskWanted } from "../workflow/index.ts";
import { decideCase, processValues } from "./course.ts";
import { closeVote } from "./decide-committee.ts";
import { goOn } from "./decide-request.ts";
import { awaited, nextDue } from "./due.ts";
import { escalate, escalateFurther } from "./escalate.ts";
import { isOpen } from "./evolve.ts";
import { finish, notWhileSigned, takeEffect } from "./finish.ts";
import type { CaseCommand, Task } from "./model.ts";
import { reasonMissing } from "./reasons.ts";
import { type Story, tell } from "./story.ts";
import { extensionWindow } from "./windows.ts";

/** One extension of the promise, by the officer whom the definition names, with a reason. */
export function extend(
  story: Story,
  { statement }: Extract<CaseCommand, { type: "extend" }>,
): Refused | undefined {
  const { state, facts } = story;
  const open = extensionWindow(state, processOf(facts.definition), facts.at);
  if (!open.ok) return open;
  const signed = notWhileSigned(story);
  if (signed) return signed;
  if (!statement.text.trim()) return reasonMissing;
  // The due time is the last moment of its day, so that day counts as the day of the event.
  const from = new Date(Date.parse(open.value.until) - 1);
  const dueAt = addDuration(from, open.value.by, facts.calendar).toISOString();
  const by = facts.actor.kind === "officer" ? facts.actor.id : "system";
  tell(story, { type: "ClockExtended", data: { dueAt, by, reason: { text: statement.id } } });
  return undefined;
}

/** Carries out whatever is due by now, in order; records nothing when called too early. */
export function fallDue(story: Story): undefined {
  const now = story.facts.at.toISOString();
  for (
    let due = nextDue(story.state);
    due !== undefined && due <= now;
    due = nextDue(story.state)
  ) {
    const before = story.events.length;
    expire(story, due);
    if (story.events.length === before) throw new Error(`nothing came of what fell due at ${due}`);
  }
  return undefined;
}

function expire(story: Story, due: string): void {
  const signed = story.state.tasks.find(
    (task) => isOpen(task) && task.signed?.takesEffectAt === due,
  );
  if (signed) takeEffect(story, signed);
  else if (story.state.request?.dueAt === due) expireRequest(story);
  else if (story.state.clock.dueAt === due && !story.state.clock.expired) expireClock(story);
  else {
    const further = story.state.tasks.find((task) => isOpen(task) && task.escalatesAt === due);
    const task = story.state.tasks.find((each) => awaited(each) && each.dueAt === due);
    if (further) escalateFurther(story, further);
    else if (task) expireTask(story, task);
  }
}

function expireRequest(story: Story): void {
  const { onExpiry } = processOf(story.facts.definition).moreInformation;
  tell(story, { type: "RequestExpired", data: {} });
  if (onExpiry === "withdraw") tell(story, { type: "CaseWithdrawn", data: { cause: "no-answer" } });
  else if (onExpiry === "refuse") decideCase(story, "refused", [], { code: "no-answer" });
  else goOn(story, []);
}

/** Nobody decided in time: the law grants, refuses, or refers the case to the supervisor. */
function expireClock(story: Story): void {
  const { onExpiry, grantBlockedBy } = processOf(story.facts.definition).clock;
  tell(story, { type: "ClockExpired", data: {} });
  const context = { today: story.facts.today };
  const blocked =
    onExpiry === "grant" &&
    grantBlockedBy !== undefined &&
    // Only a rule that answers "false" lets silence grant; a rule without an answer blocks.
    grantBlockedBy.evaluate(processValues(story), context) !== false;
  if (onExpiry === "escalate" || blocked) escalateAll(story);
  else decideCase(story, onExpiry === "grant" ? "granted" : "refused", [], { code: "silence" });
}

function escalateAll(story: Story): void {
  for (const task of story.state.tasks.filter(awaited)) escalate(story, task);
}

function expireTask(story: Story, task: Task): void {
  const committee = committeeOf(story.facts.definition, task);
  if (committee && closeVote(story, task, committee)) return;
  const { onExpiry } = taskWanted(story.facts.definition, task);
  if (!onExpiry || onExpiry === "escalate") escalate(story, task);
  else finish(story, task, { outcome: onExpiry, by: [], reason: undefined });
}
