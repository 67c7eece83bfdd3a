import type { Sql } from "../src/platform/db/index.ts";

/**
 * Rows of a table that PostgreSQL has looked at in this transaction so far, by an index or one
 * after the other. The difference of two is what was read between them.
 * @param table with its schema: `cases.task`
 */
export async function rowsRead(tx: Sql, table: string): Promise<number> {
  const [schema = "", name = ""] = table.split(".");
  const [row] = await tx<{ rows: number }[]>`
    select seq_tup_read + coalesce(idx_tup_fetch, 0) as rows from pg_stat_xact_user_tables
    where schemaname = ${schema} and relname = ${name}`;
  if (!row) throw new Error(`there is no table ${table}`);
  return row.rows;
}
