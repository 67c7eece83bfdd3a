import type { Sql } from "../../platform/db/index.ts";
import type { Day, Side } from "../instruments/model.ts";
import type { OpenDecision } from "../sessions/model.ts";
import type { CommitmentState } from "./model.ts";

/** Agreed commitments between these parties that are not closed: item 1 of every agenda. */
export async function openDecisions(
  sql: Sql,
  parties: readonly Side[],
  today: Day,
): Promise<readonly OpenDecision[]> {
  const rows = await sql<{ state: CommitmentState }[]>`
    select state from partnership.commitment where phase = 'agreed' order by deadline, id`;
  return rows.flatMap(({ state: { id, joint, sides, parties: own } }) =>
    id !== undefined && joint && own.every((side) => parties.includes(side))
      ? [
          {
            ...{ commitment: id, title: joint.text, deadline: joint.deadline },
            late: joint.deadline < today,
            statuses: Object.fromEntries(
              own.map((side) => [side, sides[side]?.reports.at(-1)?.status ?? "not-started"]),
            ),
          },
        ]
      : [],
  );
}
