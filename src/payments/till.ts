import type { BillId, Money, Result } from "../kernel/index.ts";
import { ok, refuse } from "../kernel/index.ts";
import { newId, type Sql, transaction } from "../platform/db/index.ts";
import { readOpen } from "./attempts.ts";
import { moved, tillAccount, writeEntry } from "./books.ts";
import type { Bill, CommandOrigin } from "./model.ts";
import { billById } from "./read.ts";
import { type PaymentsDeps, recordWith } from "./record.ts";
import { toBill } from "./store.ts";

/** One cashier's cash of one day. */
export interface Till {
  readonly id: string;
  readonly centre: string;
  readonly float: Money;
  readonly openedBy: string;
  readonly openedAt: Date;
  readonly closedAt: Date | null;
  readonly countedMinor: number | null;
  readonly expectedMinor: number | null;
  readonly note: string | null;
  readonly signedBy: string | null;
  /** How many receipts it has given. */
  readonly receipts: number;
  /** How many of them their clients have signed. */
  readonly signedReceipts: number;
}

type TillRow = Omit<Till, "float"> & { readonly floatMinor: number; readonly currency: string };

const columns = (sql: Sql) => sql`
  till.id, till.centre, float_minor as "floatMinor", currency, opened_by as "openedBy",
  opened_at as "openedAt", closed_at as "closedAt", counted_minor as "countedMinor",
  expected_minor as "expectedMinor", note, signed_by as "signedBy",
  (select count(*)::int from payments.cash_receipt where till = till.id) as receipts,
  (select count(*)::int from payments.cash_receipt where till = till.id
    and settled_at is not null and not_signed is null) as "signedReceipts"`;

const fromRow = ({ floatMinor: minor, currency, ...rest }: TillRow): Till => ({
  ...rest,
  float: { minor, currency },
});

/** The open till of a cashier. */
export async function openTillOf(sql: Sql, cashier: string): Promise<Till | undefined> {
  const [row] = await sql<TillRow[]>`
    select ${columns(sql)} from payments.till where opened_by = ${cashier} and closed_at is null`;
  return row && fromRow(row);
}

/** Cashiers whose till is open in a centre now. */
export async function cashiersAt(sql: Sql, centre: string): Promise<readonly string[]> {
  const rows = await sql<{ cashier: string }[]>`
    select opened_by as cashier from payments.till
    where centre = ${centre} and closed_at is null order by opened_at`;
  return rows.map(({ cashier }) => cashier);
}

/** Centres in which a till was opened since an instant: those that take cash. */
export async function centresWithTill(sql: Sql, since: Date): Promise<readonly string[]> {
  const rows = await sql<{ centre: string }[]>`
    select distinct centre from payments.till
    where opened_at >= ${since} or closed_at is null order by centre`;
  return rows.map(({ centre }) => centre);
}

/** Tills that were closed and wait for the second signature, oldest first. */
export async function unsignedTills(sql: Sql): Promise<Till[]> {
  const rows = await sql<TillRow[]>`
    select ${columns(sql)} from payments.till
    where closed_at is not null and signed_at is null order by closed_at limit 200`;
  return rows.map(fromRow);
}

export interface OpenTill {
  readonly cashier: string;
  readonly centre: string;
  readonly float: Money;
}

const isAmount = (minor: number): boolean => Number.isSafeInteger(minor) && minor >= 0;

/**
 * Opens a cashier's till with a float from the treasury. Refuses payments.till-open where they have
 * one already, payments.amount.
 */
export async function openTill(
  deps: PaymentsDeps,
  { cashier, centre, float }: OpenTill,
): Promise<Result<string>> {
  if (!isAmount(float.minor)) return refuse("invalid", "payments.amount");
  const [id, at] = [newId(), deps.clock()];
  const opened = await transaction(deps.sql, async (tx) => {
    const { count } = await tx`
      insert into payments.till (id, centre, currency, float_minor, opened_by, opened_at)
      values (${id}, ${centre}, ${float.currency}, ${float.minor}, ${cashier}, ${at})
      on conflict (opened_by) where closed_at is null do nothing`;
    if (count === 1 && float.minor > 0)
      await writeEntry(tx, {
        ...{ source: `till-${id}:opened`, what: "TillOpened", at },
        postings: moved(float, "treasury", tillAccount(id)),
      });
    return count === 1;
  });
  return opened ? ok(id) : refuse("conflict", "payments.till-open");
}

export interface TakeCash extends CommandOrigin {
  readonly cashier: string;
  readonly billId: BillId;
  /** What the client gave; null or absent: the exact amount. */
  readonly givenMinor?: number | null;
  /** Another payment of the bill is open, and its payer says that it is cancelled. */
  readonly isOtherCancelled?: boolean;
  /** The name of who pays, where it is not the applicant. */
  readonly payer?: string | null;
}

/** The number of a cash receipt: centre, year and a count without a gap. */
export interface CashReceipt {
  readonly centre: string;
  readonly year: number;
  readonly number: number;
  /** The officer who took the cash. */
  readonly cashier: string;
  /** What the client gave; null: the exact amount. */
  readonly givenMinor: number | null;
  /** Who paid, where it was not the applicant. */
  readonly payer: string | null;
}

/** Closed by its cashier in another window, while cash was taken. */
class TillClosed extends Error {}

/** Without a gap: the next number waits until the transaction before it is over. */
async function nextNumber(tx: Sql, centre: string, year: number): Promise<number> {
  const [row] = await tx<{ last: number }[]>`
    insert into payments.receipt_series as series (centre, year, last)
    values (${centre}, ${year}, 1)
    on conflict (centre, year) do update set last = series.last + 1 returning last`;
  return row?.last ?? 0;
}

/**
 * Takes the cash of a bill into the cashier's open till, with a numbered receipt, in one
 * transaction. A payment that is open elsewhere is looked at first; where it stays open, its money
 * may still come and is then a credit of the person. Refuses payments.no-till, .given-too-little,
 * .payment-runs, .already-paid, .expired, .no-such-bill, .other-currency, .outrun.
 */
export async function takeCash(deps: PaymentsDeps, order: TakeCash): Promise<Result<Bill>> {
  const { cashier, billId, givenMinor = null, payer = null, command, actor } = order;
  const { isOtherCancelled = false } = order;
  const till = await openTillOf(deps.sql, cashier);
  if (!till) return refuse("conflict", "payments.no-till");
  const before = await billById(deps.sql, billId);
  if (before?.status === "pending") await readOpen(deps, [billId]);
  const owed = before?.status === "pending" ? await billById(deps.sql, billId) : before;
  if (owed?.status === "pending" && !isOtherCancelled)
    return refuse("invalid", "payments.payment-runs");
  if (owed && givenMinor !== null && givenMinor < owed.money.minor)
    return refuse("invalid", "payments.given-too-little");
  const attemptId = newId();
  const { currency } = till.float;
  const taking = { type: "take-cash", attemptId, till: till.id, currency } as const;
  const year = deps.clock().getUTCFullYear();
  const receipt = async (tx: Sql) => {
    const { count } = await tx`
      select from payments.till where id = ${till.id} and closed_at is null for share`;
    if (count === 0) throw new TillClosed();
    const number = await nextNumber(tx, till.centre, year);
    await tx`
      insert into payments.cash_receipt
        (attempt_id, till, centre, year, number, given_minor, payer)
      values (${attemptId}, ${till.id}, ${till.centre}, ${year}, ${number}, ${givenMinor},
        ${payer})`;
  };
  const recorded = await recordWith(deps, billId, taking, { command, actor }, receipt).catch(
    (error: unknown) => {
      if (error instanceof TillClosed) return refuse("conflict", "payments.no-till");
      throw error;
    },
  );
  if (!recorded.ok) return recorded;
  const bill = toBill(recorded.value);
  return bill ? ok(bill) : refuse("not-found", "payments.no-such-bill");
}

/** The receipt of a cash payment. */
export async function cashReceiptOf(sql: Sql, attemptId: string): Promise<CashReceipt | undefined> {
  const [row] = await sql<CashReceipt[]>`
    select cash_receipt.centre, year, number, till.opened_by as cashier,
      given_minor as "givenMinor", payer
    from payments.cash_receipt join payments.till on till.id = cash_receipt.till
    where attempt_id = ${attemptId}`;
  return row;
}

/** One receipt of a till, as its cashier sees it. */
export interface TillReceipt {
  readonly receipt: number;
  readonly year: number;
  readonly billId: BillId;
  readonly billNumber: string;
  readonly money: Money;
  /** Whether the cashier has said that it was given and signed, or why not. */
  readonly isSettled: boolean;
  /** Why the client has not signed it. */
  readonly notSigned: string | null;
}

/** The receipts of a till: the latest, newest first; before them all that are not settled. */
export async function receiptsOf(sql: Sql, till: string): Promise<TillReceipt[]> {
  const rows = await sql<(Omit<TillReceipt, "money"> & Money)[]>`
    select cash_receipt.number as receipt, year, bill.id as "billId", bill.number as "billNumber",
      received_minor as minor, received_currency as currency,
      settled_at is not null as "isSettled", not_signed as "notSigned"
    from payments.cash_receipt join payments.attempt on attempt.id = attempt_id
    join payments.bill on bill.id = bill_id
    where cash_receipt.till = ${till}
    order by settled_at is not null, year desc, cash_receipt.number desc limit 50`;
  return rows.map(({ minor, currency, ...rest }) => ({ ...rest, money: { minor, currency } }));
}

export interface SettleReceipt {
  readonly cashier: string;
  readonly billId: BillId;
  /** Given and signed; else `why` says why not. */
  readonly isSigned: boolean;
  readonly why: string;
}

/** Characters of a reason. */
const reasonLength = { least: 5, most: 300 } as const;

/**
 * The receipt of a cash payment was given and signed, or the cashier says why not; once. Refuses
 * payments.no-till, .receipt-unexplained.
 */
export async function settleReceipt(
  deps: PaymentsDeps,
  { cashier, billId, isSigned, why }: SettleReceipt,
): Promise<Result<"settled">> {
  const reason = why.trim().replaceAll(/\s+/g, " ").slice(0, reasonLength.most);
  if (!isSigned && reason.length < reasonLength.least)
    return refuse("invalid", "payments.receipt-unexplained");
  const till = await openTillOf(deps.sql, cashier);
  if (!till) return refuse("conflict", "payments.no-till");
  await deps.sql`
    update payments.cash_receipt set settled_at = ${deps.clock()},
      not_signed = ${isSigned ? null : reason}
    where till = ${till.id} and settled_at is null
      and attempt_id in (select id from payments.attempt where bill_id = ${billId})`;
  return ok("settled");
}

export interface CloseTill {
  readonly cashier: string;
  readonly countedMinor: number;
  /** Why it is not what it should be; needed where it is not. */
  readonly note: string;
}

/**
 * Closes a till with what was counted; what should be there is said only now. The difference and
 * the hand-over to the treasury are movements of the books, so that the till holds nothing after.
 * Refuses payments.no-till, .amount, .receipt-open where a receipt is neither signed nor explained,
 * .difference-unexplained.
 */
export async function closeTill(
  deps: PaymentsDeps,
  { cashier, countedMinor, note }: CloseTill,
): Promise<Result<Till>> {
  if (!isAmount(countedMinor)) return refuse("invalid", "payments.amount");
  const at = deps.clock();
  const closed = await transaction(deps.sql, async (tx): Promise<Result<string>> => {
    const [till] = await tx<{ id: string; currency: string }[]>`
      select id, currency from payments.till
      where opened_by = ${cashier} and closed_at is null for update`;
    if (!till) return refuse("conflict", "payments.no-till");
    const { count: open } = await tx`
      select from payments.cash_receipt where till = ${till.id} and settled_at is null limit 1`;
    if (open > 0) return refuse("conflict", "payments.receipt-open");
    const account = tillAccount(till.id);
    const [held] = await tx<{ minor: number }[]>`
      select coalesce(sum(amount_minor), 0)::bigint as minor from payments.posting
      where account = ${account} and currency = ${till.currency}`;
    const expected = held?.minor ?? 0;
    const difference = countedMinor - expected;
    if (difference !== 0 && note.trim() === "")
      return refuse("invalid", "payments.difference-unexplained");
    await tx`
      update payments.till set closed_at = ${at}, counted_minor = ${countedMinor},
        expected_minor = ${expected}, note = ${note.trim() || null}
      where id = ${till.id}`;
    const money = (minor: number): Money => ({ minor, currency: till.currency });
    if (difference !== 0)
      await writeEntry(tx, {
        ...{ source: `till-${till.id}:difference`, what: "TillDifference", at },
        postings: moved(money(difference), "cash-differences", account),
      });
    if (countedMinor > 0)
      await writeEntry(tx, {
        ...{ source: `till-${till.id}:closed`, what: "TillClosed", at },
        postings: moved(money(countedMinor), account, "treasury"),
      });
    return ok(till.id);
  });
  if (!closed.ok) return closed;
  const [row] = await deps.sql<TillRow[]>`
    select ${columns(deps.sql)} from payments.till where id = ${closed.value}`;
  return row ? ok(fromRow(row)) : refuse("conflict", "payments.no-till");
}

/** The receipts of these tills that no client has signed, with the reason. */
export async function unsignedReceipts(
  sql: Sql,
  tills: readonly string[],
): Promise<readonly UnsignedReceipt[]> {
  if (tills.length === 0) return [];
  return sql<UnsignedReceipt[]>`
    select till, year, number, not_signed as why from payments.cash_receipt
    where till = any(${tills}) and not_signed is not null order by year, number`;
}

export interface UnsignedReceipt extends Pick<CashReceipt, "year" | "number"> {
  readonly till: string;
  readonly why: string;
}

/**
 * The second signature under a closed till, by another officer than its cashier. Refuses
 * payments.no-till, .same-officer.
 */
export async function signTill(
  deps: PaymentsDeps,
  { id, by }: { readonly id: string; readonly by: string },
): Promise<Result<"signed">> {
  const [till] = await deps.sql<{ cashier: string; signed: boolean }[]>`
    select opened_by as cashier, signed_at is not null as signed from payments.till
    where id = ${id} and closed_at is not null`;
  if (!till) return refuse("conflict", "payments.no-till");
  if (till.cashier === by) return refuse("not-allowed", "payments.same-officer");
  await deps.sql`
    update payments.till set signed_by = ${by}, signed_at = ${deps.clock()}
    where id = ${id} and signed_at is null`;
  return ok("signed");
}
