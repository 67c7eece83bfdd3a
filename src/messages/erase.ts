import type { CaseId, PersonId } from "../kernel/index.ts";
import type { Sql } from "../platform/db/index.ts";

/** Deletes the messages about a case. @returns how many */
export async function eraseMessages(tx: Sql, caseId: CaseId): Promise<number> {
  const { count } = await tx`delete from messages.outbox where case_id = ${caseId}`;
  return count;
}

/** Deletes messages that belong to no case and were sent before an instant. @returns how many */
export async function eraseOldMessages(sql: Sql, before: Date): Promise<number> {
  const { count } = await sql`
    delete from messages.outbox where case_id is null and ended_at < ${before}`;
  return count;
}

/**
 * Deletes what a person was told; the last message, which may still be on its way, loses only its
 * person, and goes at night.
 */
export async function eraseMessagesOf(tx: Sql, person: PersonId): Promise<void> {
  await tx`
    delete from messages.unreachable where address in (
      select lower(recipient) from messages.outbox
      where person_id = ${person} and channel = 'email')`;
  await tx`delete from messages.outbox where person_id = ${person} and state <> 'queued'`;
  await tx`update messages.outbox set person_id = null where person_id = ${person}`;
}
