import {
  type Actor,
  type Application,
  type CaseState,
  isWorkOf,
  may,
  type OfficerActor,
  type Task,
  type WorkRow,
  whyNotTo,
} from "../cases/index.ts";
import { type CommandId, isUuid, type Refusal, type Result, refuse } from "../kernel/index.ts";
import { type Colleague, officersWith } from "../platform/auth/index.ts";
import type { ActDeps } from "./deps.ts";

export type AssignDeps = Pick<ActDeps, "sql" | "clock" | "cases" | "staff">;

/**
 * The colleagues who may do a task, by name: whom a supervisor can choose, but for those on leave.
 * Those who decided before an appeal are among them only where nobody else has the role.
 */
export async function colleaguesFor(
  { sql, clock }: Pick<AssignDeps, "sql" | "clock">,
  application: Pick<Application, "state" | "definition">,
  task: Task,
): Promise<readonly Colleague[]> {
  const colleagues = await officersWith(sql, task.authority, task.role, clock());
  const isOnlyOne = hasNobody(colleagues, application, task);
  return colleagues.filter((each) => !whyNotTo(application, task, actorOf(each), isOnlyOne));
}

/** Whether none of these colleagues, at work or on leave, may do a task. */
const hasNobody = (
  colleagues: readonly Colleague[],
  application: Pick<Application, "state" | "definition">,
  task: Task,
): boolean => colleagues.every((each) => whyNotTo(application, task, actorOf(each)) !== undefined);

/** A colleague with how many of some rows they may be given. */
export interface Assignee extends Colleague {
  readonly count: number;
}

/**
 * Those of some colleagues who may be given at least one of these rows, with how many they may be
 * given; whoever is on leave may be once they are back.
 */
export async function colleaguesForAny(
  { cases }: Pick<AssignDeps, "cases">,
  colleagues: readonly Colleague[],
  rows: readonly WorkRow[],
): Promise<readonly Assignee[]> {
  const people = await cases.peopleOf(rows.map(({ caseId }) => caseId));
  const mayDo = (
    colleague: Colleague,
    { caseId, role, office, service, proposedBy, signed }: WorkRow,
  ): boolean => {
    const { authority, persons = [] } = colleague;
    const task = { authority, role, ...(office !== null && { office }) };
    const person = people.get(caseId);
    return (
      !signed &&
      proposedBy !== colleague.id &&
      !(person && persons.includes(person)) &&
      isWorkOf(actorOf(colleague), task, service)
    );
  };
  return colleagues
    .map((colleague) => ({
      ...colleague,
      count: rows.filter((row) => mayDo(colleague, row)).length,
    }))
    .filter(({ count }) => count > 0);
}

export interface Assignment {
  readonly application: Application;
  /** Key of the task. */
  readonly task: string;
  /** Id of the colleague. */
  readonly to: string;
  /** Also to a colleague on leave, whose it was before. */
  readonly evenAway?: boolean;
  /** The system, where leave moves it. */
  readonly actor: OfficerActor | SystemActor;
  readonly key: CommandId;
}

export type SystemActor = Extract<Actor, { readonly kind: "system" }>;

/**
 * A supervisor gives a task to a colleague, who is looked up at this instant: the page may be old.
 * Refuses case.not-allowed, case.colleague-left, case.colleague-away, case.colleague-not-entitled,
 * case.colleague-other-office, case.colleague-own, case.colleague-acted, and as `cases.give` does.
 */
export async function assignTask(
  { sql, clock, cases, staff }: AssignDeps,
  { application, task: key, to, evenAway = false, actor, key: act }: Assignment,
): Promise<Result<CaseState>> {
  const task = application.state.tasks.find((each) => each.key === key);
  if (!task) return refuse("conflict", "case.already-decided");
  // Only who supervises learns who is on leave or has left: they could take it over as well.
  const { state, definition } = application;
  const isTheirs = may(actor, { type: "take-over", task: key }, state, definition);
  if (actor.kind === "officer" && !isTheirs) return refuse("not-allowed", "case.not-allowed");
  const member = isUuid(to) ? await staff.member(to) : undefined;
  if (member?.authority !== task.authority || member.standing !== "active")
    return refuse("conflict", "case.colleague-left");
  const colleagues = await officersWith(sql, task.authority, task.role, clock());
  const colleague = colleagues.find(({ id }) => id === to);
  if (!colleague) return refuse("not-allowed", "case.colleague-not-entitled");
  if (colleague.away && !evenAway) return refuse("conflict", "case.colleague-away");
  return cases.give({
    ...{ caseId: application.id, loaded: application, actor, key: act },
    command: {
      ...{ type: "assign", task: key, to: actorOf(colleague) },
      isOnlyOne: hasNobody(colleagues, application, task),
    },
  });
}

/** The same, or puts it back for all whose work it is, where `to` is undefined. */
export const assignOrPutBack = (
  deps: AssignDeps,
  { to, ...act }: Omit<Assignment, "to"> & { readonly to: string | undefined },
): Promise<Result<CaseState>> => {
  if (to !== undefined) return assignTask(deps, { ...act, to });
  const { application, task, actor, key } = act;
  return deps.cases.give({
    ...{ caseId: application.id, loaded: application, actor, key },
    command: { type: "release", task },
  });
};

/** One file of several that are assigned together. */
export interface AssignItem {
  readonly caseId: string;
  /** Key of the task. */
  readonly task: string;
}

export interface AssignResult extends AssignItem {
  readonly reference: string;
  /** Why it was not assigned; undefined where it was. */
  readonly refusal: Refusal | undefined;
}

/**
 * Gives several tasks to one colleague, or puts them back for all where `to` is undefined, one
 * after another, each by its own rules: one that is refused says why and holds up none of the
 * others. Idempotent by `key`.
 */
export async function assignTasks(
  deps: AssignDeps,
  items: readonly AssignItem[],
  { to, actor, key }: Pick<Assignment, "actor" | "key"> & { readonly to: string | undefined },
): Promise<readonly AssignResult[]> {
  const results: AssignResult[] = [];
  for (const { caseId, task } of items) {
    const application = await deps.cases.open(caseId);
    const one = `${key}:${caseId}:${task}` as CommandId;
    const given = application
      ? await assignOrPutBack(deps, { application, task, to, actor, key: one })
      : refuse("not-found", "case.not-found");
    results.push({
      ...{ caseId, task, refusal: given.ok ? undefined : given.refusal },
      reference: application?.state.submitted?.reference ?? "",
    });
  }
  return results;
}

/** A colleague as the cases know an actor. */
export const actorOf = ({
  id,
  authority,
  roles,
  offices,
  held,
  persons,
}: Colleague): OfficerActor => ({
  ...{ kind: "officer", id, authority, roles, offices, held },
  ...(persons && { persons }),
});
