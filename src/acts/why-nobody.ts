import { isWorkOf, type WorkRow } from "../cases/index.ts";
import type { Colleague } from "../platform/auth/index.ts";
import { actorOf } from "./assign.ts";

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
