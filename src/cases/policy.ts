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

const hasRole = (officer: Officer, task: Pick<Task, "authority" | "role">): boolean =>
  officer.authority === task.authority && officer.roles.includes(task.role);

/** Whether a task is of an office of this officer's; one that belongs to no office works for all. */
const inOffice = ({ offices = [] }: Officer, { office }: Pick<Task, "office">): boolean =>
  office === undefined || offices.length === 0 || offices.includes(office);

/** Whether a task is this officer's kind of work: his authority, one of his offices and of his roles. */
export const isWorkOf = (
  officer: Officer,
  task: Pick<Task, "authority" | "office" | "role">,
): boolean => hasRole(officer, task) && inOffice(officer, task);

/** Whether all that keeps a task from being this officer's work is that it is another office's. */
export const isOfOtherOffice = (
  officer: Officer,
  task: Pick<Task, "authority" | "office" | "role">,
): boolean => hasRole(officer, task) && !inOffice(officer, task);

/** Is it this officer's own application? By any account under which they may have applied. */
export const isOwnCase = ({ persons = [] }: Officer, { submitted }: CaseState): boolean =>
  submitted !== undefined && persons.includes(submitted.person);

/** Why the actor may not give this command: it is not theirs to give, their own case, or another office's. */
export function whyNot(actor: Actor, command: CaseCommand, state: CaseState) {
  const { tasks } = state;
  if (actor.kind === "officer" && isOwnCase(actor, state)) return "case.own-case";
  const task = "task" in command && tasks.find(({ key }) => key === command.task);
  const elsewhere = actor.kind === "officer" && task && isOfOtherOffice(actor, task);
  return elsewhere ? "case.other-office" : "case.not-allowed";
}

/** Whether the case is worked on where this officer is: no open task of his authority lies elsewhere. */
const atHand = (officer: Officer, { tasks }: CaseState): boolean =>
  tasks.every(
    (task) => !isOpen(task) || task.authority !== officer.authority || inOffice(officer, task),
  );

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
  if (isOwnCase(actor, state)) return false;
  if (command.type === "extend") {
    const extension = processOf(definition).clock.extension;
    return extension !== undefined && isWorkOf(actor, extension) && atHand(actor, state);
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
 * An officer sees a case while it is his work: an open task of his authority, office and role, a task that
 * they have in hand or did themselves, or any task of the authority that they supervise. Their own
 * application they see as the person they are, and not from inside.
 */
export const maySee = (officer: Officer, state: CaseState): boolean =>
  !isOwnCase(officer, state) &&
  (state.decision?.by.includes(officer.id) === true ||
    state.tasks.some(
      (task) =>
        supervises(officer, task) ||
        (isOpen(task) && isWorkOf(officer, task)) ||
        task.claimedBy === officer.id ||
        task.proposed?.by === officer.id ||
        task.done?.by === officer.id,
    ));
