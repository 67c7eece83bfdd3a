import {
  type Application,
  type CaseState,
  emptySeats,
  isOpen,
  supervises,
  type Task,
  whyNotSubstitute,
} from "../cases/index.ts";
import { isUuid, type Result, refuse } from "../kernel/index.ts";
import { type Colleague, officersOf } from "../platform/auth/index.ts";
import { newId } from "../platform/db/index.ts";
import { type Assignment, actorOf } from "./assign.ts";
import { ableOn } from "./count-seats.ts";
import type { ActDeps } from "./deps.ts";

type Needs = Pick<ActDeps, "sql" | "clock" | "cases" | "staff">;

/** Whom a supervisor can choose from, where a member has a conflict of interest. */
export interface Substitutes {
  /** Those at work who can vote in place of a member, by name. */
  readonly colleagues: readonly Colleague[];
  /** All who work at the authority: a substitute who is none of them has left. */
  readonly staff: readonly Colleague[];
}

/** Who can vote in place of members; nobody where no seat is empty. */
export async function substitutesFor(
  { sql, clock }: Pick<Needs, "sql" | "clock">,
  application: Pick<Application, "state" | "definition">,
  task: Task,
): Promise<Substitutes> {
  const isNamed = (task.substitutes ?? []).length > 0;
  if (!isOpen(task) || (emptySeats(task) === 0 && !isNamed)) return { colleagues: [], staff: [] };
  const staff = await officersOf(sql, task.authority, clock());
  const able = ableOn(application, task, staff);
  const colleagues = staff.filter(
    (each) => !each.away && !whyNotSubstitute(application, task, actorOf(each), able),
  );
  return { colleagues, staff };
}

/**
 * A supervisor names who votes on this file in place of a member; they are looked up at this
 * instant. Refuses case.not-allowed, case.colleague-left, case.colleague-elsewhere,
 * case.colleague-away, and as `cases.give` does.
 */
export async function nameSubstitute(
  { sql, clock, cases, staff }: Needs,
  {
    application,
    task: key,
    ...act
  }: Pick<Assignment, "application" | "task" | "to" | "key"> & {
    readonly actor: Exclude<Assignment["actor"], { readonly kind: "system" }>;
    readonly text: string;
  },
): Promise<Result<CaseState>> {
  const task = application.state.tasks.find((each) => each.key === key);
  if (!task) return refuse("conflict", "case.already-decided");
  // Only who supervises learns who is on leave or has left.
  if (!supervises(act.actor, task)) return refuse("not-allowed", "case.not-allowed");
  const officers = await officersOf(sql, task.authority, clock());
  const colleague = officers.find(({ id }) => id === act.to);
  if (!colleague) {
    const member = isUuid(act.to) ? await staff.member(act.to) : undefined;
    return member?.standing === "active"
      ? refuse("not-allowed", "case.colleague-elsewhere")
      : refuse("conflict", "case.colleague-left");
  }
  if (colleague.away) return refuse("conflict", "case.colleague-away");
  return cases.give({
    ...{ caseId: application.id, loaded: application, actor: act.actor, key: act.key },
    command: {
      ...{ type: "name-substitute", task: key, to: actorOf(colleague) },
      able: ableOn(application, task, officers),
      statement: { id: newId(), text: act.text },
    },
  });
}
