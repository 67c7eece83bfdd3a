import type { BillStatus, PaymentEventType } from "./model.ts";

export interface Transition {
  readonly from: BillStatus | "none";
  readonly event: PaymentEventType;
  readonly to: BillStatus;
  /** Why a bill may take this transition; the documentation prints this table. */
  readonly because: string;
}

/**
 * The whole life of a bill. `decide` allows nothing that has no row here, and `evolve` follows the
 * row; an event without a row for a status leaves the status as it is.
 */
export const transitions: readonly Transition[] = [
  { from: "none", event: "BillIssued", to: "created", because: "a fee became due" },
  { from: "created", event: "AttemptStarted", to: "pending", because: "the person went to pay" },
  { from: "failed", event: "AttemptStarted", to: "pending", because: "the person tries again" },
  {
    from: "pending",
    event: "AttemptFailed",
    to: "failed",
    because: "the last open attempt failed",
  },
  {
    from: "pending",
    event: "PaidLate",
    to: "failed",
    because: "too little came, or another currency: it is owed back, and the bill still open",
  },
  {
    from: "pending",
    event: "BillPaid",
    to: "paid",
    because: "the provider says that it has the money",
  },
  {
    from: "failed",
    event: "BillPaid",
    to: "paid",
    because: "a provider that said no has the money after all",
  },
  {
    from: "created",
    event: "BillExpired",
    to: "expired",
    because: "nobody paid in time, or nobody wants any more what it is for",
  },
  {
    from: "pending",
    event: "BillExpired",
    to: "expired",
    because: "the attempt came to nothing in time",
  },
  { from: "failed", event: "BillExpired", to: "expired", because: "no attempt succeeded in time" },
  { from: "paid", event: "RefundMade", to: "refunded", because: "the fee was given back" },
];

const table = new Map(transitions.map(({ from, event, to }) => [`${from} ${event}`, to]));

/** The status after an event; undefined where there is no such transition. */
export const next = (from: BillStatus | "none", event: PaymentEventType): BillStatus | undefined =>
  table.get(`${from} ${event}`);
