import { isDeepStrictEqual } from "node:util";
import type { BillId, CaseId, Money, PersonId } from "../kernel/index.ts";
import type { Sql } from "../platform/db/index.ts";
import type { Attempt, AttemptStatus, Bill, BillStatus, LateReason } from "./model.ts";
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
export async function billsOfCase(sql: Sql, caseId: CaseId): Promise<Bill[]> {
  const rows = await sql<BillRow[]>`
    select ${columns(sql)} from payments.bill where case_id = ${caseId} order by issued_at, id`;
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
  owedBack: LateReason | null;
  refundedAt: Date | null;
}

/** Every attempt to pay a bill, oldest first. */
export async function attemptsOf(sql: Sql, billId: BillId): Promise<Attempt[]> {
  const rows = await sql<AttemptRow[]>`
    select id, provider, status, started_at as "startedAt", return_url as "returnUrl",
      provider_ref as "providerRef", redirect_to as "redirectTo", owed_back as "owedBack",
      refunded_at as "refundedAt"
    from payments.attempt where bill_id = ${billId} order by started_at, id`;
  return rows.map(({ id, provider, status, startedAt, returnUrl, refundedAt, ...maybe }) => ({
    id,
    provider,
    status,
    startedAt: startedAt.toISOString(),
    returnUrl,
    ...(maybe.providerRef === null ? {} : { providerRef: maybe.providerRef }),
    ...(maybe.redirectTo === null ? {} : { redirectTo: maybe.redirectTo }),
    ...(maybe.owedBack === null ? {} : { owedBack: maybe.owedBack }),
    ...(refundedAt === null ? {} : { refundedAt: refundedAt.toISOString() }),
  }));
}

/** Money that is owed back to a person. */
export interface Credit {
  readonly billId: BillId;
  readonly number: string;
  readonly caseId: CaseId;
  readonly personId: PersonId;
  readonly attemptId: string;
  readonly provider: string;
  readonly money: Money;
  readonly why: LateReason;
}

/**
 * The oldest credits not yet refunded: a list for the finance officer. No page shows it yet; that
 * of refunds will.
 */
export async function creditsOwed(sql: Sql, limit: number): Promise<Credit[]> {
  const rows = await sql<(Omit<Credit, "money"> & Money)[]>`
    select bill.id as "billId", number, case_id as "caseId", person_id as "personId",
      attempt.id as "attemptId", provider, amount_minor as minor, currency, owed_back as why
    from payments.attempt join payments.bill on bill.id = bill_id
    where owed_back is not null and refunded_at is null order by started_at limit ${limit}`;
  return rows.map(({ minor, currency, ...rest }) => ({ ...rest, money: { minor, currency } }));
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
