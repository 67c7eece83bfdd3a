import type { BillId, CaseId } from "../kernel/index.ts";
import { fold, isUuid } from "../kernel/index.ts";
import { json, type Sql } from "../platform/db/index.ts";
import { load } from "../platform/events/index.ts";
import { evolve, initial } from "./evolve.ts";
import type { Attempt, Bill, BillState, PaymentEvent, Refund } from "./model.ts";

export const streamOf = (billId: BillId): string => `bill-${billId}`;

export interface History {
  readonly version: number;
  readonly state: BillState;
  readonly commands: ReadonlySet<string>;
}

/** The bill from its events. */
export async function loadBill(sql: Sql, billId: BillId): Promise<History> {
  const recorded = await load(sql, streamOf(billId));
  const events = recorded.map(({ type, data }) => ({ type, data }) as PaymentEvent);
  return {
    version: recorded.length,
    state: fold({ initial, evolve }, events),
    commands: new Set(recorded.map(({ command }) => command)),
  };
}

/** Serialises writers of one bill, so that version conflicts are rare. */
export const lockBill = (tx: Sql, billId: BillId) =>
  tx`select from payments.bill where id = ${billId} for update`;

export function toBill({ facts, status, issuedAt, paidAt }: BillState): Bill | undefined {
  if (!facts || status === "none" || issuedAt === undefined) return undefined;
  return { ...facts, status, issuedAt, ...(paidAt === undefined ? {} : { paidAt }) };
}

/** Writes the fold beside the events, in their transaction. */
export async function saveBill(tx: Sql, state: BillState, issuedBy: string): Promise<void> {
  const bill = toBill(state);
  if (!bill) return;
  await tx`
    insert into payments.bill (id, number, case_id, person_id, fee_id, words, amount_minor,
      currency, expires_at, issued_at, issued_by, status, paid_at)
    values (${bill.billId}, ${bill.number}, ${bill.caseId}, ${bill.personId}, ${bill.feeId},
      ${json(tx, bill.words)}, ${bill.money.minor}, ${bill.money.currency}, ${bill.expiresAt},
      ${bill.issuedAt}, ${issuedBy}, ${bill.status}, ${bill.paidAt ?? null})
    on conflict (id) do update set status = excluded.status, paid_at = excluded.paid_at`;
  for (const attempt of state.attempts) {
    await saveAttempt(tx, bill.billId, attempt);
    for (const refund of attempt.refunds ?? [])
      await saveRefund(tx, bill.billId, attempt.id, refund);
  }
}

const saveAttempt = (tx: Sql, billId: BillId, attempt: Attempt) => tx`
  insert into payments.attempt (id, bill_id, provider, provider_ref, redirect_to, return_url,
    status, started_at, received_minor, received_currency, settles, owed_back, owed_minor,
    refunded_at, paid_at, till)
  values (${attempt.id}, ${billId}, ${attempt.provider}, ${attempt.providerRef ?? null},
    ${attempt.redirectTo ?? null}, ${attempt.returnUrl}, ${attempt.status}, ${attempt.startedAt},
    ${attempt.received?.minor ?? null}, ${attempt.received?.currency ?? null},
    ${attempt.settles ?? false}, ${attempt.owedBack ?? null}, ${attempt.owed?.minor ?? null},
    ${attempt.refundedAt ?? null}, ${attempt.paidAt ?? null}, ${attempt.till ?? null})
  on conflict (id) do update set provider_ref = excluded.provider_ref,
    redirect_to = excluded.redirect_to, status = excluded.status,
    received_minor = excluded.received_minor, received_currency = excluded.received_currency,
    settles = excluded.settles, owed_back = excluded.owed_back, owed_minor = excluded.owed_minor,
    refunded_at = excluded.refunded_at, paid_at = excluded.paid_at`;

const saveRefund = (tx: Sql, billId: BillId, attemptId: string, refund: Refund) => tx`
  insert into payments.refund (id, bill_id, attempt_id, what, amount_minor, currency, status,
    reason, proposed_by, proposed_at, confirmed_by, answered_at, outside_ref, failure,
    by_hand)
  values (${refund.id}, ${billId}, ${attemptId}, ${refund.what}, ${refund.money.minor},
    ${refund.money.currency}, ${refund.status}, ${refund.reason}, ${refund.proposedBy},
    ${refund.proposedAt}, ${refund.confirmedBy ?? null}, ${refund.answeredAt ?? null},
    ${refund.outsideRef ?? null}, ${refund.failure ?? null}, ${refund.byHand ?? false})
  on conflict (id) do update set status = excluded.status, confirmed_by = excluded.confirmed_by,
    answered_at = excluded.answered_at, outside_ref = excluded.outside_ref,
    failure = excluded.failure, by_hand = excluded.by_hand`;

/** The bill that a command issued, or else the open one of the fee. */
export async function findIssued(
  sql: Sql,
  caseId: CaseId,
  feeId: string,
  command: string,
): Promise<BillId | undefined> {
  const [row] = await sql<{ id: BillId }[]>`
    select id from payments.bill
    where case_id = ${caseId} and fee_id = ${feeId}
    and (issued_by = ${command} or status <> 'expired')
    order by issued_by = ${command} desc limit 1`;
  return row?.id;
}

export async function billOfAttempt(sql: Sql, attemptId: string): Promise<BillId | undefined> {
  const [row] = await sql<{ id: BillId }[]>`
    select bill_id as id from payments.attempt where id = ${attemptId}`;
  return row?.id;
}

export async function attemptOfRef(
  sql: Sql,
  provider: string,
  providerRef: string,
): Promise<string | undefined> {
  const [row] = await sql<{ id: string }[]>`
    select id from payments.attempt where provider = ${provider} and provider_ref = ${providerRef}`;
  if (row || !isUuid(providerRef)) return row?.id;
  // Where our id is theirs, a callback may be quicker than the answer.
  const [early] = await sql<{ id: string }[]>`
    select id from payments.attempt where provider = ${provider} and id = ${providerRef}`;
  return early?.id;
}
