import { type Problem, type Refused, type Remaining, refuse } from "../kernel/index.ts";
import { processOf, resumeTerm, stopTerm, taskWanted, termEnd } from "../workflow/index.ts";
import { openTask } from "./course.ts";
import { isOpen } from "./evolve.ts";
import { notWhileSigned } from "./finish.ts";
import type { CaseCommand } from "./model.ts";
import { supervisor } from "./policy.ts";
import { type Story, tell } from "./story.ts";
import { answerWindow, requestWindow } from "./windows.ts";

type Command<T extends CaseCommand["type"]> = Extract<CaseCommand, { type: T }>;

/**
 * One consolidated request for all that is missing, with the fields marked; the clocks stop. Beyond
 * the number of rounds that the service allows, only a supervisor may ask.
 */
export function ask(story: Story, command: Command<"ask">): Refused | undefined {
  const { state, facts } = story;
  const process = processOf(facts.definition);
  const { moreInformation } = process;
  const task = openTask(state, command.task);
  const open = requestWindow(state, task, process);
  if (!open.ok) return open;
  const { actor } = facts;
  const officer = actor.kind === "officer" ? actor : undefined;
  const by = actor.kind === "program" ? actor.id : (officer?.id ?? "system");
  if (task?.claimedBy && task.claimedBy !== by) {
    return refuse("conflict", "case.claimed-by-other");
  }
  if (state.rounds >= moreInformation.rounds && !officer?.roles.includes(supervisor)) {
    return refuse("not-allowed", "case.round-limit", { facts: { rounds: moreInformation.rounds } });
  }
  const signed = notWhileSigned(story);
  if (signed) return signed;
  const problems: Problem[] = [];
  if (command.fields.length === 0) problems.push({ field: "fields", code: "required" });
  if (!command.statement.text.trim()) problems.push({ field: "text", code: "required" });
  if (problems.length > 0) return refuse("invalid", "case.reason-missing", { problems });
  recordRequest(story, command, by);
  return undefined;
}

function recordRequest(
  story: Story,
  { task, fields, statement }: Command<"ask">,
  by: string,
): void {
  const { state, facts } = story;
  const { moreInformation, clock } = processOf(facts.definition);
  const dueAt = termEnd(facts.at, moreInformation.answerWithin, facts.calendar) ?? "";
  const runs = clock.stopsWhileWaiting && state.clock.dueAt;
  const limit = state.clock.limit ?? clock.limit;
  const clockLeft = runs && stopTerm(runs, facts.at, limit, facts.calendar);
  const data = { by, task, fields, text: statement.id, dueAt, left: termsLeft(story) };
  tell(story, { type: "InformationRequested", data: { ...data, ...(clockLeft && { clockLeft }) } });
}

function termsLeft({ state, facts }: Story): Record<string, Remaining> {
  const left: Record<string, Remaining> = {};
  for (const task of state.tasks) {
    const within = isOpen(task) ? taskWanted(facts.definition, task).within : undefined;
    if (within && task.dueAt)
      left[task.key] = stopTerm(task.dueAt, facts.at, within, facts.calendar);
  }
  return left;
}

/** The person answered; the clocks resume with the time that was left. */
export function answer(story: Story, { fields }: Command<"answer">): Refused | undefined {
  const open = answerWindow(story.state);
  if (!open.ok) return open;
  goOn(story, fields);
  return undefined;
}

/**
 * Resumes the clocks. `fields` are those that were answered, none when the time to answer ran out.
 */
export function goOn(story: Story, fields: readonly string[]): void {
  const { state, facts } = story;
  const left = state.clock.left;
  const clockDueAt = left && resumeTerm(facts.at, left, facts.calendar);
  const taskDueAt: Record<string, string> = {};
  for (const [key, remaining] of Object.entries(state.request?.left ?? {})) {
    taskDueAt[key] = resumeTerm(facts.at, remaining, facts.calendar);
  }
  const changed = fields.length > 0 && { revision: state.revision + 1 };
  const data = { fields, ...changed, taskDueAt, ...(clockDueAt && { clockDueAt }) };
  tell(story, { type: "InformationGiven", data });
}
