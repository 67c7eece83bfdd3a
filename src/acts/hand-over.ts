import { isWorkOf, type OfficerActor, supervises } from "../cases/index.ts";
import { type CommandId, ok, type Refusal, type Result, refuse } from "../kernel/index.ts";
import { type Colleague, officersOf } from "../platform/auth/index.ts";
import {
  type AssignDeps,
  type AssignItem,
  type Assignment,
  actorOf,
  assignOrPutBack,
  assignTask,
} from "./assign.ts";

/**
 * The colleagues who may do at least one of the tasks that an officer has in hand, by name: those
 * whose roles and offices fit, also where they are on leave. A rule of one file (it is their own,
 * they signed it before) may still refuse them that file.
 */
export async function colleaguesToTake(
  { sql, clock, cases }: Pick<AssignDeps, "sql" | "clock" | "cases">,
  { from, authority }: Pick<HandOver, "from" | "authority">,
): Promise<readonly Colleague[]> {
  const [claims, colleagues] = await Promise.all([
    cases.claimsOf({ officer: from, authority }),
    officersOf(sql, authority, clock()),
  ]);
  return colleagues.filter(
    (colleague) =>
      colleague.id !== from &&
      claims.some(({ role, office, service }) =>
        isWorkOf(actorOf(colleague), { authority, role, ...(office && { office }) }, service),
      ),
  );
}

export interface HandOver {
  /** Id of the officer whose work it is. */
  readonly from: string;
  /** Id of the colleague who gets it; undefined: it is put back for all. */
  readonly to: string | undefined;
  /** Whose work it is. */
  readonly authority: OfficerActor["authority"];
  /** The system, where leave does it. */
  readonly actor: Assignment["actor"];
  readonly key: string;
}

const mayHandOver = ({ actor, authority }: Pick<HandOver, "actor" | "authority">): boolean =>
  actor.kind === "system" || supervises(actor, { authority });

export interface HandedOver {
  readonly caseId: string;
  /** Key of the task. */
  readonly task: string;
  readonly reference: string;
  /** Why it stayed where it was; undefined where it did not. */
  readonly refusal: Refusal | undefined;
}

/**
 * Hands over all that an officer of the supervisor's authority has in hand, who is on leave or has
 * left: each file by the rules of its own service. One that has changed meanwhile, or that the
 * colleague may not do, stays and says why; the others are not held up by it. The same again does
 * nothing twice. Refuses case.not-allowed to anybody but a supervisor.
 */
export async function handOver(
  deps: AssignDeps,
  { from, to, authority, actor, key }: HandOver,
): Promise<Result<readonly HandedOver[]>> {
  const { cases } = deps;
  if (!mayHandOver({ actor, authority })) return refuse("not-allowed", "case.not-allowed");
  const claims = await cases.claimsOf({ officer: from, authority });
  const results: HandedOver[] = [];
  for (const { caseId, key: task } of claims) {
    const application = await cases.open(caseId);
    if (!application) continue;
    const isTheirs = application.state.tasks.some(
      (each) => each.key === task && each.claimedBy === from,
    );
    const act = { actor, key: `${key}:${caseId}:${task}` as CommandId };
    const given = isTheirs
      ? await assignOrPutBack(deps, { ...act, application, task, to: to || undefined })
      : refuse("conflict", "case.conflict");
    results.push({
      ...{ caseId, task },
      reference: application.state.submitted?.reference ?? "",
      refusal: given.ok ? undefined : given.refusal,
    });
  }
  return ok(results);
}

/** What was handed over and is to go back to whose it was. */
export interface HandBack extends HandOver {
  readonly items: readonly AssignItem[];
}

/**
 * Gives files back to whose they were, also where they are on leave: those that are still where
 * they were put. The same again does nothing twice. Refuses case.not-allowed to anybody but a
 * supervisor.
 */
export async function handBack(
  deps: AssignDeps,
  { from, to, items, authority, actor, key }: HandBack,
): Promise<Result<readonly HandedOver[]>> {
  if (!mayHandOver({ actor, authority })) return refuse("not-allowed", "case.not-allowed");
  const results: HandedOver[] = [];
  for (const { caseId, task } of items) {
    const application = await deps.cases.open(caseId);
    const holder = application?.state.tasks.find((each) => each.key === task)?.claimedBy;
    if (!application || holder === from) continue;
    const act = { actor, key: `${key}:${caseId}:${task}` as CommandId };
    const given =
      holder === to
        ? await assignTask(deps, { ...act, application, task, to: from, evenAway: true })
        : refuse("conflict", "case.conflict");
    results.push({
      ...{ caseId, task },
      reference: application.state.submitted?.reference ?? "",
      refusal: given.ok ? undefined : given.refusal,
    });
  }
  return ok(results);
}
