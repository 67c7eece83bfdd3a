import type { Sql } from "../../platform/db/index.ts";
import type { Day, Side } from "../instruments/model.ts";
import type { OpenDecisions } from "../sessions/handle.ts";
import type { OpenDecision } from "../sessions/model.ts";
import type { CommitmentState } from "./model.ts";

/** Agreed commitments whose sides are all among these parties; of one group, if one is named. */
const openBetween = (sql: Sql, parties: readonly Side[], group: string | undefined) => sql`
  c.place = 1 and (${group ?? null}::text is null or c.group_id = ${group ?? null})
  and not exists (select from partnership.commitment_side s
    where s.commitment = c.id and s.side <> all (${parties}::text[]))`;

/** Item 1 of every agenda, due first: agreed commitments that are not closed. */
export const openDecisions: OpenDecisions = {
  async list(sql, parties, today, group) {
    const rows = await sql<(Omit<OpenDecision, "late" | "commitment"> & { id: string })[]>`
      select c.id, c.state #> '{joint,text}' as title, c.deadline, (
        select coalesce(jsonb_object_agg(s.side, s.status), '{}')
        from partnership.commitment_side s
        where s.commitment = c.id and s.status is not null) as statuses
      from partnership.commitment c where ${openBetween(sql, parties, group)}
      order by c.deadline, c.id`;
    return rows.map(({ id, ...one }) => ({ commitment: id, ...one, late: one.deadline < today }));
  },
  async ids(sql, parties, group) {
    const rows = await sql<{ id: string }[]>`
      select c.id from partnership.commitment c where ${openBetween(sql, parties, group)}`;
    return rows.map(({ id }) => id);
  },
};

/** One commitment as item 1 lists it; undefined where it is not open. */
export const decisionOf = (
  { id, phase, joint, sides, parties }: CommitmentState,
  today: Day,
): OpenDecision | undefined =>
  id === undefined || !joint || phase !== "agreed"
    ? undefined
    : {
        ...{ commitment: id, title: joint.text, deadline: joint.deadline },
        late: joint.deadline < today,
        statuses: Object.fromEntries(
          parties.flatMap((side) => {
            const status = sides[side]?.reports.at(-1)?.status;
            return status ? [[side, status] as const] : [];
          }),
        ),
      };
