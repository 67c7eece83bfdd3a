import { json, type Sql } from "../../platform/db/index.ts";
import type { OpenDecision } from "./model.ts";

/** Lines of item 1 to read: so many from the one at `offset`, 0 for the first. */
export interface DecisionPage {
  readonly limit: number;
  readonly offset: number;
}

/** Some lines of item 1, and how many there are in all and past their deadline. */
export interface ListedDecisions {
  readonly count: number;
  readonly late: number;
  readonly decisions: readonly OpenDecision[];
}

/** Writes item 1 of a session as it stood at its opening; it never changes afterwards. */
export const saveDecisions = (tx: Sql, session: string, decisions: readonly OpenDecision[]) => tx`
  insert into partnership.session_decision (session, place, decision)
  select ${session}, place, decision
  from jsonb_array_elements(${json(tx, decisions)}) with ordinality as item (decision, place)`;

/** Reads a page of item 1, those due first on top. */
export async function readDecisions(
  sql: Sql,
  session: string,
  { limit, offset }: DecisionPage,
): Promise<ListedDecisions> {
  const [[counts], rows] = await Promise.all([
    sql<{ count: number; late: number }[]>`
      select count(*) as count, count(*) filter (where (decision ->> 'late')::boolean) as late
      from partnership.session_decision where session = ${session}`,
    sql<{ decision: OpenDecision }[]>`
      select decision from partnership.session_decision
      where session = ${session} and place > ${offset} order by place limit ${limit}`,
  ]);
  const { count = 0, late = 0 } = counts ?? {};
  return { count, late, decisions: rows.map(({ decision }) => decision) };
}
