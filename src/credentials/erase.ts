import type { CaseId } from "../kernel/index.ts";
import type { Sql } from "../platform/db/index.ts";

/** From now on the certificates of this case go, each once it is over. */
export const markCaseErased = (tx: Sql, caseId: CaseId) => tx`
  update credentials.credential set case_erased = true where case_id = ${caseId}`;

/**
 * Erases what is printed on certificates that are over and whose case is erased: revoked, or past
 * their last day. One without an end stays, because its holder relies on its check. Number, kind
 * and place in the status list stay in any case.
 * @param today local date
 * @returns how many
 */
export async function eraseOver(sql: Sql, at: Date, today: string): Promise<number> {
  const [row] = await sql<{ count: number }[]>`
    select credentials.erase_over(${at}, ${today}) as count`;
  return row?.count ?? 0;
}
