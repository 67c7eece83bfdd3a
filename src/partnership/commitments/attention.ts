import type { Sql } from "../../platform/db/index.ts";
import type { Scope } from "../calendar/feeds.ts";
import type { Day } from "../instruments/model.ts";
import { needsAttention, partAttentions, partOf, waitsFor } from "./filter.ts";
import type { CommitmentState } from "./model.ts";
import type { CommitmentPage } from "./store.ts";

/** The lists of Monday, in the order in which they are read. */
export const mondayParts = ["waiting", "late", "silent", "due-soon", "no-owner", "stale"] as const;
export type MondayPart = (typeof mondayParts)[number];

interface Listed {
  readonly count: number;
  readonly ids: readonly string[] | null;
}

/**
 * All lists of one Monday at once: commitments and parts are passed over once, however many lists
 * there are, and only those that are shown are read whole. Rows are sorted once, before they are
 * gathered into lists.
 */
export async function readMonday(
  sql: Sql,
  today: Day,
  scope: Scope,
  limit: number,
): Promise<ReadonlyMap<MondayPart, CommitmentPage>> {
  const { side, group } = scope;
  const flags = partAttentions.reduce(
    (before, attention) =>
      sql`${before} bool_or(${needsAttention(sql, attention, today)}) as ${sql(attention)},`,
    sql``,
  );
  const lists = mondayParts.reduce(
    (before, part) => sql`${before}
      , jsonb_build_object('count', count(*) filter (where ${sql(part)}), 'ids', to_jsonb(
        (array_agg(id) filter (where ${sql(part)}))[1:${limit}::int]
      ))
      as ${sql(part)}`,
    sql``,
  );
  const [row] = await sql<Record<MondayPart, Listed>[]>`
    with part as (
      select ${flags} ${waitsFor(sql, side)} as waiting, c.id, c.place, c.deadline
      from partnership.commitment c join partnership.commitment_side s on s.commitment = c.id
        ${partOf(sql, scope)}
      where c.place < 2 ${group ? sql`and c.group_id = ${group}` : sql``}
      group by c.id
      order by c.place, c.deadline, c.id)
    select 1 as one ${lists} from part`;
  const ids = [...new Set(mondayParts.flatMap((part) => row?.[part].ids ?? []))];
  const states = new Map(
    (
      await sql<{ id: string; state: CommitmentState }[]>`
        select id, state from partnership.commitment where id = any (${ids}::text[])`
    ).map(({ id, state }) => [id, state]),
  );
  return new Map(
    mondayParts.map((part) => [
      part,
      {
        count: row?.[part].count ?? 0,
        states: (row?.[part].ids ?? []).flatMap((id) => states.get(id) ?? []),
      },
    ]),
  );
}
