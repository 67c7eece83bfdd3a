import type { Sql } from "../../platform/db/index.ts";

/** The state of a thing as `keeperOf` keeps it; undefined where the register has none. */
export async function readSnapshot<State>(
  sql: Sql,
  kind: string,
  id: string,
): Promise<State | undefined> {
  const [row] = await sql<{ state: State }[]>`
    select state from partnership.snapshot where kind = ${kind} and id = ${id}`;
  return row?.state;
}

export async function readSnapshotIds(sql: Sql, kind: string): Promise<readonly string[]> {
  const rows = await sql<{ id: string }[]>`
    select id from partnership.snapshot where kind = ${kind} order by id`;
  return rows.map(({ id }) => id);
}
