import { isWorkOf, type OfficerActor, type WorkRow } from "../cases/index.ts";
import { type CommandId, refuse } from "../kernel/index.ts";
import type { Colleague } from "../platform/auth/index.ts";
import {
  type AssignDeps,
  type AssignItem,
  type AssignResult,
  actorOf,
  assignTask,
  colleaguesFor,
} from "./assign.ts";

/**
 * Gives each of several tasks to whoever has least in hand of those at work who may do it, one
 * after another; what was given counts for the next. One that nobody may be given says so and holds
 * up none of the others. Idempotent by `key`.
 */
export async function shareOut(
  deps: AssignDeps,
  items: readonly AssignItem[],
  { actor, key }: { readonly actor: OfficerActor; readonly key: CommandId },
): Promise<readonly (AssignResult & { readonly to: string | undefined })[]> {
  const { cases } = deps;
  const inHand = new Map<string, number>();
  const results: (AssignResult & { readonly to: string | undefined })[] = [];
  for (const { caseId, task: taskKey } of items) {
    const application = await cases.open(caseId);
    const task = application?.state.tasks.find((each) => each.key === taskKey);
    const colleagues = application && task ? await colleaguesFor(deps, application, task) : [];
    const here = colleagues.filter(({ away }) => !away).map(({ id }) => id);
    const unread = here.filter((id) => !inHand.has(id));
    for (const id of unread) inHand.set(id, 0);
    if (unread.length > 0)
      for (const row of await cases.inHandOf({ authority: actor.authority }, unread))
        inHand.set(row.officer, row.inHand);
    const count = (id: string) => inHand.get(id) ?? 0;
    const [to] = here.toSorted((one, other) => count(one) - count(other));
    const one = `${key}:${caseId}:${taskKey}` as CommandId;
    const given =
      application && to
        ? await assignTask(deps, { application, task: taskKey, to, actor, key: one })
        : refuse("conflict", "case.nobody-at-work");
    const from = task?.claimedBy;
    if (given.ok && to && to !== from) {
      inHand.set(to, count(to) + 1);
      if (from) inHand.set(from, Math.max(0, count(from) - 1));
    }
    results.push({
      ...{ caseId, task: taskKey, refusal: given.ok ? undefined : given.refusal },
      to: given.ok ? given.value.tasks.find((each) => each.key === taskKey)?.claimedBy : undefined,
      reference: application?.state.submitted?.reference ?? "",
    });
  }
  return results;
}

/** Work of one role that nobody can be given now, and what keeps each colleague from it. */
export interface NobodyFor {
  readonly role: string;
  /** Null: any office's. */
  readonly office: string | null;
  /** They do this work, and are on leave. */
  readonly away: readonly Colleague[];
  /** They do this work and are here: a rule of each file keeps them from it. */
  readonly barred: readonly Colleague[];
  /** They have the role, for other offices or services. */
  readonly elsewhere: readonly Colleague[];
}

type Work = Pick<WorkRow, "role" | "office" | "service">;

/** Why none of some colleagues of an authority can be given these tasks: once for each role. */
export function whyNobody(
  authority: Colleague["authority"],
  colleagues: readonly Colleague[],
  rows: readonly Work[],
): readonly NobodyFor[] {
  const kinds = Map.groupBy(rows, ({ role, office }) => `${role} ${office}`);
  return [...kinds.values()].flatMap(([first, ...others]) => {
    if (!first) return [];
    const { role, office } = first;
    const task = { authority, role, ...(office !== null && { office }) };
    const theirs = colleagues.filter((each) =>
      [first, ...others].some(({ service }) => isWorkOf(actorOf(each), task, service)),
    );
    const elsewhere = colleagues.filter(
      (each) => !theirs.includes(each) && each.roles.includes(role),
    );
    const away = theirs.filter((each) => each.away);
    return [{ role, office, away, barred: theirs.filter((each) => !each.away), elsewhere }];
  });
}
