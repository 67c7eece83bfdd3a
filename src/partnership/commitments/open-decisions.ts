import type { Sql } from "../../platform/db/index.ts";
import type { Day, Side } from "../instruments/model.ts";
import type { OpenDecision } from "../sessions/model.ts";
import type { CommitmentState } from "./model.ts";

/**
 * Agreed commitments between these parties that are not closed: item 1 of every agenda. A working
 * group has those that it follows.
 */
export async function openDecisions(
  sql: Sql,
  parties: readonly Side[],
  today: Day,
  group?: string,
): Promise<readonly OpenDecision[]> {
  const rows = await sql<{ state: CommitmentState }[]>`
    select state from partnership.commitment where phase = 'agreed' order by deadline, id`;
  return rows.flatMap(({ state: { id, joint, sides, parties: own } }) =>
    id !== undefined &&
    joint &&
    (group === undefined || joint.group === group) &&
    own.every((side) => parties.includes(side))
      ? [
          {
            ...{ commitment: id, title: joint.text, deadline: joint.deadline },
            late: joint.deadline < today,
            statuses: Object.fromEntries(
              own.flatMap((side) => {
                const status = sides[side]?.reports.at(-1)?.status;
                return status ? [[side, status] as const] : [];
              }),
            ),
          },
        ]
      : [],
  );
}
