import type { Definition } from "../catalogue/index.ts";
import { processOf } from "../workflow/index.ts";
import { isOpen } from "./evolve.ts";
import type { Actor, CaseCommand, CaseState, Task } from "./model.ts";

type Officer = Extract<Actor, { kind: "officer" }>;
type Kind = Actor["kind"];

/** Who may give which command at all. */
const givers: Readonly<Record<CaseCommand["type"], readonly Kind[]>> = {
  submit: ["person"],
  answer: ["person"],
  withdraw: ["person"],
  appeal: ["person"],
  claim: ["officer"],
  release: ["officer"],
  "take-over": ["officer"],
  complete: ["officer"],
  confirm: ["officer"],
  return: ["officer"],
  ask: ["officer"],
  extend: ["officer"],
  "record-payment": ["system"],
  "cancel-unpaid": ["system"],
  "fall-due": ["system"],
};

export const supervisor = "supervisor";

const supervises = (officer: Officer, task: Task) =>
  officer.authority === task.authority && officer.roles.includes(supervisor);

/** Whether a task is this officer's kind of work: his authority and one of his roles. */
export const isWorkOf = (officer: Officer, task: Pick<Task, "authority" | "role">): boolean =>
  officer.authority === task.authority && officer.roles.includes(task.role);

/** Whether the actor may give this command in this state. Whether it makes sense now, `decide` says. */
export function may(
  actor: Actor,
  command: CaseCommand,
  state: CaseState,
  definition: Definition,
): boolean {
  if (!givers[command.type].includes(actor.kind)) return false;
  if (actor.kind === "system" || command.type === "submit") return true;
  if (actor.kind === "person") return state.submitted?.person === actor.id;
  if (command.type === "extend") {
    const extension = processOf(definition).clock.extension;
    return extension !== undefined && isWorkOf(actor, extension);
  }
  if (!("task" in command)) return false;
  const task = state.tasks.find(({ key }) => key === command.task);
  if (!task) return false;
  if (command.type === "take-over") return supervises(actor, task);
  if (isWorkOf(actor, task)) return true;
  // What a supervisor has taken over he may also finish.
  return supervises(actor, task) && (command.type === "release" || task.claimedBy === actor.id);
}

/**
 * An officer sees a case while it is his work: an open task of his authority and role, a task that
 * he has in hand or did himself, or any task of the authority that he supervises.
 */
export const maySee = (officer: Officer, state: CaseState): boolean =>
  state.decision?.by.includes(officer.id) === true ||
  state.tasks.some(
    (task) =>
      supervises(officer, task) ||
      (isOpen(task) && isWorkOf(officer, task)) ||
      task.claimedBy === officer.id ||
      task.proposed?.by === officer.id ||
      task.done?.by === officer.id,
  );
