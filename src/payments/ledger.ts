import type { BillState } from "./model.ts";

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
  const each = state.facts?.money.minor ?? 0;
  const paid = state.attempts.filter(({ status }) => status === "paid");
  const refunded = paid.filter(({ refundedAt }) => refundedAt !== undefined);
  const open = paid.filter(({ refundedAt }) => refundedAt === undefined);
  const credits = open.filter(({ owedBack }) => owedBack !== undefined);
  return {
    receivedMinor: paid.length * each,
    settledMinor: (open.length - credits.length) * each,
    owedBackMinor: credits.length * each,
    refundedMinor: refunded.length * each,
  };
}
