import type { Money } from "../kernel/index.ts";
import type { BillState, Refund, RefundOf } from "./model.ts";

/** Where the money of one bill is, in minor units of the bill's currency. */
export interface Ledger {
  /** All that providers say they have received from the person. */
  readonly receivedMinor: number;
  /** What pays the fee: nothing, or the amount of the bill. */
  readonly settledMinor: number;
  /** Credits not yet refunded. */
  readonly owedBackMinor: number;
  readonly refundedMinor: number;
}

/**
 * Invariant: received = settled + owed back + refunded. Money is neither lost nor counted twice.
 */
export function ledgerOf(state: BillState): Ledger {
  const paid = state.attempts.filter(({ status }) => status === "paid");
  const refunds = paid
    .flatMap((one) => one.refunds ?? [])
    .filter(({ status }) => status === "made");
  const refunded = (what: RefundOf) => refunds.filter((one) => one.what === what);
  const sum = (amounts: readonly (Money | undefined)[]) =>
    amounts.reduce((total, money) => total + (money?.minor ?? 0), 0);
  const moneyOf = (some: readonly Refund[]) => sum(some.map(({ money }) => money));
  const fee = paid.some(({ settles }) => settles) ? (state.facts?.money.minor ?? 0) : 0;
  return {
    receivedMinor: sum(paid.map(({ received }) => received)),
    settledMinor: fee - moneyOf(refunded("fee")),
    owedBackMinor: sum(paid.map(({ owed }) => owed)) - moneyOf(refunded("owed")),
    refundedMinor: moneyOf(refunds),
  };
}
