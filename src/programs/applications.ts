import type { Sql } from "../platform/db/index.ts";

/** An application that a program submitted. */
export interface Brought {
  readonly caseId: string;
  readonly client: string;
  readonly reference: string;
}

/** Records which program submitted it; idempotent. */
export const keepBrought = (sql: Sql, now: Date, { caseId, client, reference }: Brought) => sql`
  insert into programs.application (case_id, client, reference, sent_at)
  values (${caseId}, ${client}, ${reference}, ${now})
  on conflict on constraint application_pk do nothing`;

/** How many a program has sent since `from`. */
export async function countBrought(sql: Sql, client: string, from: Date): Promise<number> {
  const [row] = await sql<{ count: number }[]>`
    select count(*)::int as count from programs.application
    where client = ${client} and sent_at >= ${from}`;
  return row?.count ?? 0;
}

export async function hasBrought(sql: Sql, client: string, caseId: string): Promise<boolean> {
  const rows = await sql`
    select from programs.application where case_id = ${caseId} and client = ${client}`;
  return rows.length > 0;
}

/** Newest first. Ids grow with time, so that new rows change no later page. */
export const broughtBy = (sql: Sql, client: string, before: string | undefined, most: number) =>
  sql<Brought[]>`
    select case_id as "caseId", client, reference from programs.application
    where client = ${client} ${before ? sql`and case_id < ${before}` : sql``}
    order by case_id desc limit ${most}`;

/** Those of these applications that the program sent itself. */
export async function broughtAmong(
  sql: Sql,
  client: string,
  caseIds: readonly string[],
): Promise<readonly string[]> {
  const rows = await sql<{ id: string }[]>`
    select case_id as id from programs.application
    where client = ${client} and case_id = any(${[...caseIds]}::uuid[])`;
  return rows.map(({ id }) => id);
}
