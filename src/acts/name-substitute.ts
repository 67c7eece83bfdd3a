import {
  type Application,
  type CaseState,
  emptySeats,
  isOpen,
  supervises,
  type Task,
  whyNotSubstitute,
} from "../cases/index.ts";
import { type Result, refuse } from "../kernel/index.ts";
import { type Colleague, officersOf } from "../platform/auth/index.ts";
import { newId } from "../platform/db/index.ts";
import { type Assignment, actorOf } from "./assign.ts";
import { ableOn } from "./count-seats.ts";
import type { ActDeps } from "./deps.ts";

type Needs = Pick<ActDeps, "sql" | "clock" | "cases">;

/** Those at work who can vote in place of a member who has a conflict of interest, by name. */
export async function substitutesFor(
  { sql, clock }: Pick<Needs, "sql" | "clock">,
  application: Pick<Application, "state" | "definition">,
  task: Task,
): Promise<readonly Colleague[]> {
  if (!isOpen(task) || emptySeats(task) === 0) return [];
  const officers = await officersOf(sql, task.authority, clock());
  const able = ableOn(application, task, officers);
  return officers.filter(
    (each) => !each.away && !whyNotSubstitute(application, task, actorOf(each), able),
  );
}

/**
 * A supervisor names who votes on this file in place of a member; they are looked up at this
 * instant. Refuses case.not-allowed, case.colleague-left, case.colleague-away, and as `cases.give`
 * does.
 */
export async function nameSubstitute(
  { sql, clock, cases }: Needs,
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
  if (!colleague) return refuse("conflict", "case.colleague-left");
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
