import { isDeepStrictEqual } from "node:util";
import type { BillId, CaseId, Money, PersonId } from "../kernel/index.ts";
import type { Sql } from "../platform/db/index.ts";
import type { Attempt, AttemptStatus, Bill, BillStatus, OwedReason, Refund } from "./model.ts";
import { normaliseBillNumber } from "./number.ts";
import { loadBill, toBill } from "./store.ts";

interface BillRow {
  id: BillId;
  number: string;
  caseId: CaseId;
  personId: PersonId;
  feeId: string;
  words: Record<string, string>;
  minor: number;
  currency: string;
  expiresAt: Date;
  issuedAt: Date;
  status: BillStatus;
  paidAt: Date | null;
}

const columns = (sql: Sql) => sql`
  id, number, case_id as "caseId", person_id as "personId", fee_id as "feeId", words,
  amount_minor as minor, currency, expires_at as "expiresAt", issued_at as "issuedAt", status,
  paid_at as "paidAt"`;

function fromRow({ id, minor, currency, expiresAt, issuedAt, paidAt, ...rest }: BillRow): Bill {
  return {
    ...rest,
    billId: id,
    money: { minor, currency },
    expiresAt: expiresAt.toISOString(),
    issuedAt: issuedAt.toISOString(),
    ...(paidAt === null ? {} : { paidAt: paidAt.toISOString() }),
  };
}

/** All bills of an application, oldest first, including expired ones. */
export const billsOfCase = (sql: Sql, caseId: CaseId): Promise<Bill[]> =>
  billsOfCases(sql, [caseId]);

/** The same of several applications, in one statement. */
export async function billsOfCases(sql: Sql, caseIds: readonly CaseId[]): Promise<Bill[]> {
  const rows = await sql<BillRow[]>`
    select ${columns(sql)} from payments.bill
    where case_id = any(${[...caseIds]}::uuid[]) order by issued_at, id`;
  return rows.map(fromRow);
}

export async function billById(sql: Sql, billId: BillId): Promise<Bill | undefined> {
  const [row] = await sql<
    BillRow[]
  >`select ${columns(sql)} from payments.bill where id = ${billId}`;
  return row && fromRow(row);
}

/** @param typed as a person types it; undefined also when the check digit is wrong */
export async function billByNumber(sql: Sql, typed: string): Promise<Bill | undefined> {
  const number = normaliseBillNumber(typed);
  if (number === undefined) return undefined;
  const [row] = await sql<BillRow[]>`
    select ${columns(sql)} from payments.bill where number = ${number}`;
  return row && fromRow(row);
}

interface AttemptRow {
  id: string;
  provider: string;
  status: AttemptStatus;
  startedAt: Date;
  returnUrl: string;
  providerRef: string | null;
  redirectTo: string | null;
  receivedMinor: number | null;
  currency: string | null;
  settles: boolean;
  owedBack: OwedReason | null;
  owedMinor: number | null;
  refundedAt: Date | null;
  paidAt: Date | null;
  till: string | null;
}

const moneyOf = (minor: number | null, currency: string | null): Money | undefined =>
  minor === null || currency === null ? undefined : { minor, currency };

/** What of it is there. */
const present = <T extends object>(fields: T): Partial<{ [K in keyof T]: NonNullable<T[K]> }> =>
  Object.fromEntries(
    Object.entries(fields).filter(([, value]) => value !== null && value !== undefined),
  ) as Partial<{ [K in keyof T]: NonNullable<T[K]> }>;

/** Every attempt to pay a bill, oldest first. */
export async function attemptsOf(sql: Sql, billId: BillId): Promise<Attempt[]> {
  const rows = await sql<AttemptRow[]>`
    select id, provider, status, started_at as "startedAt", return_url as "returnUrl",
      provider_ref as "providerRef", redirect_to as "redirectTo", settles,
      received_minor as "receivedMinor", received_currency as currency,
      owed_back as "owedBack", owed_minor as "owedMinor", refunded_at as "refundedAt",
      paid_at as "paidAt", till
    from payments.attempt where bill_id = ${billId} order by started_at, id`;
  const refunds = await refundsOf(sql, billId);
  return rows.map((row) => {
    const { id, provider, status, startedAt, returnUrl, currency } = row;
    const of = refunds.filter(({ attemptId }) => attemptId === id);
    return {
      ...{ id, provider, status, startedAt: startedAt.toISOString(), returnUrl },
      ...present({ providerRef: row.providerRef, redirectTo: row.redirectTo }),
      ...present({ received: moneyOf(row.receivedMinor, currency), owedBack: row.owedBack }),
      ...present({ owed: moneyOf(row.owedMinor, currency) }),
      ...present({ refundedAt: row.refundedAt?.toISOString(), till: row.till }),
      ...present({ paidAt: row.paidAt?.toISOString() }),
      ...(row.settles && { settles: true as const }),
      ...(of.length > 0 && { refunds: of.map(({ attemptId: _, ...refund }) => refund) }),
    };
  });
}

interface RefundRow extends Omit<Refund, "money" | "proposedAt" | "answeredAt" | "byHand"> {
  attemptId: string;
  minor: number;
  currency: string;
  proposedAt: Date;
  answeredAt: Date | null;
  isByHand?: boolean;
}

async function refundsOf(
  sql: Sql,
  billId: BillId,
): Promise<(Refund & { readonly attemptId: string })[]> {
  const rows = await sql<RefundRow[]>`
    select id, attempt_id as "attemptId", what, amount_minor as minor, currency, status, reason,
      proposed_by as "proposedBy", proposed_at as "proposedAt", confirmed_by as "confirmedBy",
      answered_at as "answeredAt", outside_ref as "outsideRef", failure,
      by_hand as "isByHand"
    from payments.refund where bill_id = ${billId} order by proposed_at, id`;
  return rows.map(({ minor, currency, isByHand, proposedAt, answeredAt, ...more }) => {
    const { confirmedBy, outsideRef, failure, ...row } = more;
    return {
      ...row,
      money: { minor, currency },
      proposedAt: proposedAt.toISOString(),
      ...present({ answeredAt: answeredAt?.toISOString(), confirmedBy, outsideRef, failure }),
      ...(isByHand && { byHand: true as const }),
    };
  });
}

/** Money that is owed back to a person and on no way back. */
export interface Credit {
  readonly billId: BillId;
  readonly number: string;
  readonly caseId: CaseId;
  readonly personId: PersonId;
  readonly attemptId: string;
  readonly provider: string;
  readonly money: Money;
  readonly why: OwedReason;
  readonly since: Date;
  /** Why the last try to give it back failed. */
  readonly failure?: string;
}

/** The oldest credits without a refund on its way: a list for the treasury officer. */
export async function creditsOwed(sql: Sql, limit: number): Promise<Credit[]> {
  const rows = await sql<
    (Omit<Credit, "money" | "failure"> & Money & { readonly failure: string | null })[]
  >`
    select bill.id as "billId", number, case_id as "caseId", person_id as "personId",
      attempt.id as "attemptId", provider, owed_minor as minor, received_currency as currency,
      owed_back as why, started_at as since, (
        select failure from payments.refund
        where attempt_id = attempt.id and what = 'owed' and failure is not null
        order by answered_at desc limit 1) as failure
    from payments.attempt join payments.bill on bill.id = bill_id
    where owed_back is not null and not exists (
      select from payments.refund where attempt_id = attempt.id and what = 'owed'
        and status in ('proposed', 'confirmed', 'made'))
    order by started_at limit ${limit}`;
  return rows.map(({ minor, currency, failure, ...rest }) => ({
    ...rest,
    money: { minor, currency },
    ...(failure !== null && { failure }),
  }));
}

/** A refund that waits for an officer or for its provider, oldest first. */
export interface OpenRefund extends Refund {
  readonly billId: BillId;
  readonly number: string;
  readonly attemptId: string;
  readonly provider: string;
}

/** Refunds that wait for the second officer or for the provider, oldest first. */
export async function openRefunds(sql: Sql, limit: number): Promise<OpenRefund[]> {
  const rows = await sql<(RefundRow & Pick<OpenRefund, "billId" | "number" | "provider">)[]>`
    select refund.id, attempt_id as "attemptId", bill.id as "billId", number, provider, what,
      refund.amount_minor as minor, refund.currency, refund.status, reason,
      proposed_by as "proposedBy", proposed_at as "proposedAt", confirmed_by as "confirmedBy"
    from payments.refund join payments.attempt on attempt.id = attempt_id
    join payments.bill on bill.id = refund.bill_id
    where refund.status in ('proposed', 'confirmed') order by proposed_at limit ${limit}`;
  return rows.map(({ minor, currency, proposedAt, answeredAt: _, confirmedBy, ...row }) => ({
    ...row,
    money: { minor, currency },
    proposedAt: proposedAt.toISOString(),
    ...present({ confirmedBy }),
  }));
}

/**
 * Bills whose rows differ from the fold of their events: must always be empty. Asked by the test
 * that kills servers (`tests/crash`); no server asks it of itself.
 */
export async function drift(sql: Sql): Promise<BillId[]> {
  const ids = await sql<{ id: BillId }[]>`select id from payments.bill order by id`;
  const wrong: BillId[] = [];
  for (const { id } of ids) {
    const { state } = await loadBill(sql, id);
    const byTime = [...state.attempts].sort(
      (a, b) => a.startedAt.localeCompare(b.startedAt) || a.id.localeCompare(b.id),
    );
    const same =
      isDeepStrictEqual(await billById(sql, id), toBill(state)) &&
      isDeepStrictEqual(await attemptsOf(sql, id), byTime);
    if (!same) wrong.push(id);
  }
  return wrong;
}
