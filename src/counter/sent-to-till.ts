import type { BillId, CaseId } from "../kernel/index.ts";
import type { Sql } from "../platform/db/index.ts";
import type { SentToTill, Visit } from "./model.ts";

const columns = (sql: Sql) => sql`
  ticket, bill, case_id as "caseId", operator, centre, counter, sent_at as "sentAt",
  paid_at as "paidAt",
  (select person from counter.visit where id = sent_to_till.visit) as person`;

/** Records that the client of a visit went to the cash desk with these bills. */
export const recordSentToTill = (
  sql: Sql,
  now: Date,
  { id: visit, ticket, operator, centre, counter }: Visit,
  { caseId, bills }: { readonly caseId: CaseId; readonly bills: readonly BillId[] },
) => sql`
  insert into counter.sent_to_till
    (ticket, bill, case_id, visit, operator, centre, counter, sent_at)
  select ${ticket}, bill, ${caseId}, ${visit}, ${operator}, ${centre}, ${counter}, ${now}
  from unnest(${[...bills]}::uuid[]) as bill
  on conflict on constraint sent_to_till_pk do update
  set visit = excluded.visit, operator = excluded.operator, centre = excluded.centre,
    counter = excluded.counter, sent_at = excluded.sent_at`;

/** What these tickets went to the cash desk for, the oldest first. */
export const sentToTill = (
  sql: Sql,
  tickets: readonly string[],
): Promise<readonly SentToTill[]> => sql<SentToTill[]>`
  select ${columns(sql)} from counter.sent_to_till
  where ticket = any(${[...tickets]}::uuid[]) order by sent_at, bill`;

/** A bill is paid. @returns the tickets that went for it, once */
export const markPaidAtTill = (
  sql: Sql,
  now: Date,
  bill: BillId,
): Promise<readonly SentToTill[]> => sql<SentToTill[]>`
  update counter.sent_to_till set paid_at = ${now} where bill = ${bill} and paid_at is null
  returning ${columns(sql)}`;
