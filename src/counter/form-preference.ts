import type { OfficerId } from "../kernel/index.ts";
import type { Sql } from "../platform/db/index.ts";

/** Whether this operator asks all questions of a form on one page; so does who has not chosen. */
export async function asksWhole(sql: Sql, operator: OfficerId): Promise<boolean> {
  const [row] = await sql<{ whole: boolean }[]>`
    select whole from counter.form_preference where operator = ${operator}`;
  return row?.whole ?? true;
}

/** Keeps what the operator chose, for every counter and every day. */
export async function chooseWhole(
  sql: Sql,
  now: Date,
  { operator, whole }: { readonly operator: OfficerId; readonly whole: boolean },
): Promise<void> {
  await sql`
    insert into counter.form_preference (operator, whole, at)
    values (${operator}, ${whole}, ${now})
    on conflict (operator) do update set whole = excluded.whole, at = excluded.at`;
}
