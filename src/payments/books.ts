import type { Money } from "../kernel/index.ts";
import type { Sql } from "../platform/db/index.ts";
import type { Attempt, BillState, PaymentEvent } from "./model.ts";

/** One side of a movement: debit above nothing, credit below. */
export interface Posting {
  readonly account: string;
  readonly money: Money;
}

/** The account of money that lies with a provider. */
export const providerAccount = (provider: string): string => `provider:${provider}`;

/** The account of the cash in a till. */
export const tillAccount = (till: string): string => `cash:${till}`;

/** So much from one account (credit) to another (debit). */
export const moved = (money: Money, from: string, to: string): readonly Posting[] => [
  { account: to, money },
  { account: from, money: { ...money, minor: -money.minor } },
];

/**
 * The movement of money that an event is, or none. What arrives is `unapplied` until the same act
 * says what it is for: after each act nothing is left there.
 */
export function postingsOf(event: PaymentEvent, attempt: Attempt | undefined): readonly Posting[] {
  const held = attempt?.till ? tillAccount(attempt.till) : providerAccount(attempt?.provider ?? "");
  switch (event.type) {
    case "AttemptSucceeded":
      return moved(event.data.received ?? event.data.money, "unapplied", held);
    case "BillPaid":
      return moved(event.data.money, "fees", "unapplied");
    case "PaidLate":
      return moved(event.data.owed ?? event.data.money, "owed-back", "unapplied");
    case "RefundMade": {
      const { what, refund, byHand } = event.data;
      return moved(refund, byHand ? "treasury" : held, what === "fee" ? "fees" : "owed-back");
    }
    default:
      return [];
  }
}

export interface Entry {
  /** What it was made from; the same source is written once. */
  readonly source: string;
  readonly what: string;
  readonly at: Date;
  readonly postings: readonly Posting[];
}

/**
 * Writes a movement. The database refuses it at the end of the transaction where its postings do
 * not add up to nothing. Accounts of providers and tills are opened with their first money.
 */
export async function writeEntry(tx: Sql, { source, what, at, postings }: Entry): Promise<void> {
  if (postings.length === 0) return;
  const accounts = postings.map(({ account }) => account);
  const minors = postings.map(({ money }) => money.minor);
  const currencies = postings.map(({ money }) => money.currency);
  await tx`
    with opened as (
      insert into payments.account (code, kind)
      select distinct code, 'asset' from unnest(${accounts}::text[]) as code
      where code like '%:%' on conflict do nothing
    ), made as (
      insert into payments.entry (source, what, at) values (${source}, ${what}, ${at}) returning id
    )
    insert into payments.posting (entry_id, account, currency, amount_minor)
    select made.id, side.account, side.currency, side.minor
    from made, unnest(${accounts}::text[], ${currencies}::text[], ${minors}::bigint[])
      as side (account, currency, minor)`;
}

/** Writes the movements of the events of one act; `before` is the version of the bill before it. */
export const writeBooks = (
  tx: Sql,
  {
    stream,
    before,
    state,
    events,
    at,
  }: {
    readonly stream: string;
    readonly before: number;
    readonly state: BillState;
    readonly events: readonly PaymentEvent[];
    readonly at: Date;
  },
): readonly PromiseLike<void>[] =>
  events.flatMap((event, index) => {
    const id = "attemptId" in event.data ? event.data.attemptId : undefined;
    const postings = postingsOf(
      event,
      state.attempts.find((one) => one.id === id),
    );
    if (postings.length === 0) return [];
    const source = `${stream}:${before + index + 1}`;
    return [writeEntry(tx, { source, what: event.type, at, postings })];
  });

/** One line of the trial balance, in minor units. */
export interface Balance {
  readonly account: string;
  readonly kind: "asset" | "liability" | "income" | "expense";
  readonly currency: string;
  readonly debitMinor: number;
  readonly creditMinor: number;
  /** Debit less credit. */
  readonly balanceMinor: number;
}

/** What stands in each account; the balances of a currency add up to nothing. */
export async function trialBalance(sql: Sql): Promise<Balance[]> {
  return sql<Balance[]>`
    select account, kind, currency, debit_minor::bigint as "debitMinor",
      credit_minor::bigint as "creditMinor", balance_minor::bigint as "balanceMinor"
    from payments.trial_balance order by currency, account`;
}
