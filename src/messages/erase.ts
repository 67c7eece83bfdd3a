import type { CaseId } from "../kernel/index.ts";
import type { Sql } from "../platform/db/index.ts";

/** Deletes the messages about a case. @returns how many */
export async function eraseMessages(tx: Sql, caseId: CaseId): Promise<number> {
  const { count } = await tx`delete from messages.outbox where case_id = ${caseId}`;
  return count;
}
