import type { Definition } from "../catalogue/index.ts";
import { appealStage, processOf } from "../workflow/index.ts";
import { isOpen } from "./evolve.ts";
import type { Actor, CaseCommand, CaseState, HeldRole, Task } from "./model.ts";

type Officer = Extract<Actor, { kind: "officer" }>;
type Program = Extract<Actor, { kind: "program" }>;
type Kind = Actor["kind"];

/** Who may give which command at all. */
const givers: Readonly<Record<CaseCommand["type"], readonly Kind[]>> = {
  submit: ["person"],
  answer: ["person"],
  "change-contact": ["person"],
  withdraw: ["person"],
  appeal: ["person"],
  claim: ["officer", "program"],
  release: ["officer", "program", "system"],
  "take-over": ["officer"],
  assign: ["officer", "system"],
  complete: ["officer", "program"],
  confirm: ["officer", "program"],
  recuse: ["officer"],
  "name-substitute": ["officer"],
  "withdraw-substitute": ["officer"],
  "word-reason": ["officer"],
  "keep-vote": ["officer"],
  "take-back": ["officer", "program"],
  return: ["officer", "program"],
  ask: ["officer", "program"],
  "correct-finding": ["officer"],
  extend: ["officer"],
  correct: ["system"],
  "record-payment": ["system"],
  "cancel-unpaid": ["system"],
  "fall-due": ["system"],
  "count-seats": ["system"],
};

export const supervisor = "supervisor";

const bySupervisor: readonly CaseCommand["type"][] = [
  "take-over",
  "assign",
  "name-substitute",
  "withdraw-substitute",
];

/** Whether they may take over or assign a task: as a supervisor, or as it went to their role. */
export const supervises = (
  officer: Pick<Officer, "authority" | "roles">,
  task: Pick<Task, "authority" | "escalatedTo">,
): boolean =>
  officer.authority === task.authority &&
  officer.roles.some((role) => role === supervisor || role === task.escalatedTo);

type Work = Pick<Task, "authority" | "office" | "role"> & {
  readonly substitutes?: readonly { readonly to: string }[];
};

/** Each role of an officer with its offices and services. */
export const heldBy = ({
  roles,
  offices = [],
  held = roles.map((role) => ({ role, offices, services: [] })),
}: Pick<Officer, "roles" | "offices" | "held">): readonly HeldRole[] => held;

/** The roles by which an officer has this kind of work for this service, in whichever office. */
const rolesFor = (officer: Officer, { authority, role }: Work, service: string | undefined) =>
  officer.authority === authority
    ? heldBy(officer).filter(
        ({ role: own, services }) =>
          own === role &&
          (services.length === 0 || (service !== undefined && services.includes(service))),
      )
    : [];

/** Whether a task belongs to one of these offices; a task without an office belongs to all. */
const inOffice = (
  { offices = [] }: { readonly offices?: readonly string[] },
  { office }: Pick<Task, "office">,
): boolean => office === undefined || offices.length === 0 || offices.includes(office);

/**
 * Whether a task of this service is this officer's work: of their authority, and of a role that
 * they hold for the service in its office, or on which they vote as a substitute.
 */
export const isWorkOf = (officer: Officer, task: Work, service: string | undefined): boolean =>
  rolesFor(officer, task, service).some((held) => inOffice(held, task)) ||
  (officer.authority === task.authority &&
    task.substitutes?.some(({ to }) => to === officer.id) === true);

/** Whether a task would be this officer's work but for its office. */
export const isOfOtherOffice = (
  officer: Officer,
  task: Work,
  service: string | undefined,
): boolean => rolesFor(officer, task, service).length > 0 && !isWorkOf(officer, task, service);

/**
 * The colleague on leave as whose deputy an officer does this: undefined where they may do it in
 * their own name.
 */
export function deputyFor(
  actor: Actor,
  command: CaseCommand,
  { tasks, submitted }: CaseState,
): string | undefined {
  const task = "task" in command && tasks.find(({ key }) => key === command.task);
  return task ? standsInFor(actor, task, submitted?.service) : undefined;
}

/** The same of a task, whatever is done about it. */
export function standsInFor(
  actor: Actor,
  task: Task,
  service: string | undefined,
): string | undefined {
  if (actor.kind !== "officer") return undefined;
  const roles = rolesFor(actor, task, service).filter((held) => inOffice(held, task));
  if (roles.some((held) => !held.deputyFor) || supervises(actor, task)) return undefined;
  return roles[0]?.deputyFor ?? undefined;
}

/**
 * Whether it is the officer's own application, under any of their accounts; of a program, one that
 * it sent itself.
 */
export const isOwnCase = (actor: Officer | Program, { submitted }: CaseState): boolean => {
  if (!submitted) return false;
  return actor.kind === "program"
    ? actor.brought.includes(submitted.case)
    : (actor.persons?.includes(submitted.person) ?? false);
};

/**
 * Whether an officer recused themselves from a step that is open: they read the file, and do
 * nothing on it until that step is done.
 */
export const isRecused = ({ id }: Pick<Officer, "id">, { tasks }: CaseState): boolean =>
  tasks.some((task) => isOpen(task) && task.recused?.some(({ by }) => by === id));

/**
 * Whether a task is work of an authority's system: of its authority, in a stage that it was let
 * into. Appeals are heard by people.
 */
export const isWorkOfProgram = (
  { authority, stages }: Program,
  task: Pick<Task, "authority" | "stage">,
  of: string | undefined,
): boolean =>
  task.authority === authority &&
  task.stage !== appealStage &&
  stages.some(({ service, stage }) => service === of && stage === task.stage);

/** A program sees the applications that have an open task of its own, or one that it did. */
export const programMaySee = (program: Program, state: CaseState): boolean =>
  !isOwnCase(program, state) &&
  state.tasks.some(
    (task) =>
      isWorkOfProgram(program, task, state.submitted?.service) &&
      (isOpen(task) || task.done?.by === program.id || task.done?.first === program.id),
  );

/**
 * Why the actor may not give this command: not theirs to give, their own case, or another office's.
 */
export function whyNot(actor: Actor, command: CaseCommand, state: CaseState) {
  const { tasks, submitted } = state;
  const works = actor.kind === "officer" || actor.kind === "program";
  if (works && isOwnCase(actor, state)) return "case.own-case";
  if (actor.kind === "officer" && isRecused(actor, state)) return "case.recused";
  const task = "task" in command && tasks.find(({ key }) => key === command.task);
  const elsewhere =
    actor.kind === "officer" && task && isOfOtherOffice(actor, task, submitted?.service);
  return elsewhere ? "case.other-office" : "case.not-allowed";
}

/**
 * Whether the case is at one of this officer's offices: no open task of their authority is
 * elsewhere.
 */
const atHand = (officer: Officer, { tasks }: CaseState): boolean =>
  tasks.every(
    (task) => !isOpen(task) || task.authority !== officer.authority || inOffice(officer, task),
  );

/**
 * Whether the actor may give this command in this state. Whether it applies now is for `decide`.
 */
export function may(
  actor: Actor,
  command: CaseCommand,
  state: CaseState,
  definition: Definition,
): boolean {
  if (!givers[command.type].includes(actor.kind)) return false;
  if (actor.kind === "system" || command.type === "submit") return true;
  const service = state.submitted?.service;
  if (actor.kind === "person") return state.submitted?.person === actor.id;
  if (isOwnCase(actor, state)) return false;
  if (actor.kind === "officer" && isRecused(actor, state)) return false;
  if (actor.kind === "program") {
    const task = "task" in command && state.tasks.find(({ key }) => key === command.task);
    return task !== false && task !== undefined && isWorkOfProgram(actor, task, service);
  }
  if (command.type === "extend") {
    const extension = processOf(definition).clock.extension;
    return extension !== undefined && isWorkOf(actor, extension, service) && atHand(actor, state);
  }
  if (!("task" in command)) return false;
  const task = state.tasks.find(({ key }) => key === command.task);
  if (!task) return false;
  if (bySupervisor.includes(command.type)) return supervises(actor, task);
  if (isWorkOf(actor, task, service)) return true;
  // A supervisor may also finish what they have taken over.
  return supervises(actor, task) && (command.type === "release" || task.claimedBy === actor.id);
}

/**
 * An officer may read a file, for a reason that is recorded, that is or was work of a role of
 * theirs, whoever did it; and one that was granted, whose certificate they may end. `findByWords`
 * asks rows the same.
 */
export const mayRead = (officer: Officer, state: CaseState, { id, output }: Definition): boolean =>
  maySee(officer, state) ||
  (!isOwnCase(officer, state) &&
    (state.tasks.some((task) => isWorkOf(officer, task, id)) ||
      (state.status === "granted" &&
        output?.revocation !== undefined &&
        isWorkOf(officer, output.revocation, id))));

const isVoted = ({ done, votes, recused = [] }: Task, { id }: Officer): boolean =>
  done !== undefined && votes !== undefined && !recused.some(({ by }) => by === id);

/**
 * An officer sees a case while it is their work: it has an open task of their authority, office and
 * role, a task that they claimed or did, or any task of an authority that they supervise. What a
 * committee decided stays open to its members. They see their own application only as the
 * applicant.
 */
export const maySee = (officer: Officer, state: CaseState): boolean =>
  !isOwnCase(officer, state) &&
  (state.decision?.by.includes(officer.id) === true ||
    state.tasks.some(
      (task) =>
        supervises(officer, task) ||
        ((isOpen(task) || isVoted(task, officer)) &&
          isWorkOf(officer, task, state.submitted?.service)) ||
        task.claimedBy === officer.id ||
        task.proposed?.by === officer.id ||
        task.done?.by === officer.id,
    ));

/** Why an officer may do nothing on a case, neither write nor decide; undefined where they may. */
export function whyNotAct(
  officer: Officer,
  state: CaseState,
): "case.not-allowed" | "case.recused" | undefined {
  if (!maySee(officer, state)) return "case.not-allowed";
  return isRecused(officer, state) ? "case.recused" : undefined;
}
