import type { Sql } from "../../platform/db/index.ts";
import type { CommitmentState, SideStatus } from "../commitments/model.ts";
import type { Day, Side } from "../instruments/model.ts";

/** What happened to one commitment since a day: closed, agreed, or what sides reported. */
export interface CommitmentChange {
  readonly commitment: CommitmentState;
  readonly closed: boolean;
  /** Recorded as agreed by both since that day. */
  readonly agreed: boolean;
  readonly reports: readonly { readonly side: Side; readonly status: SideStatus }[];
}

/**
 * Commitments that changed since a day, and how many they are in all: those that were made or
 * closed first, the latest on top.
 *
 * @param limit how many are read whole
 */
export async function changesSince(
  sql: Sql,
  since: Day,
  limit: number,
): Promise<{ readonly count: number; readonly changes: readonly CommitmentChange[] }> {
  const rows = await sql<{ count: number; state: CommitmentState }[]>`
    with hit as (
      select c.id, c.changed_at, count(*) over () as count,
        coalesce(c.closed_on >= ${since}::text or ${agreedSince(sql, since)}, false) as first
      from partnership.commitment c
      where ${changedSince(sql, since)}
      order by first desc, c.changed_at desc, c.id limit ${limit})
    select hit.count, c.state from hit join partnership.commitment c on c.id = hit.id
    order by hit.first desc, hit.changed_at desc, hit.id`;
  const changes = rows.map(({ state }) => ({
    commitment: state,
    closed: (state.closedOn ?? "") >= since,
    agreed: isAgreed(state) && (state.recordedOn ?? "") >= since,
    reports: Object.entries(state.sides).flatMap(([side, { reports }]) => {
      const last = reports.at(-1);
      return last && last.on >= since ? [{ side, status: last.status }] : [];
    }),
  }));
  return { count: rows[0]?.count ?? 0, changes };
}

const isAgreed = ({ phase }: CommitmentState): boolean => phase === "agreed" || phase === "closed";

const agreedSince = (sql: Sql, since: Day) =>
  sql`(c.phase in ('agreed', 'closed') and c.state ->> 'recordedOn' >= ${since}::text)`;

/** By the days that the facts themselves name: a seed or a bundle may have come later. */
const changedSince = (sql: Sql, since: Day) => sql`c.id in (
  select id from partnership.commitment where closed_on >= ${since}::text
  union select c.id from partnership.commitment c where ${agreedSince(sql, since)}
  union select commitment from partnership.commitment_side where reported_on >= ${since}::date)`;
