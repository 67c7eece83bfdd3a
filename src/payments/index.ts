/**
 * Bills, attempts to pay them, and where the money is. A bill comes first and has its own number;
 * attempts with providers follow. Only what a provider's books say when asked pays a bill, never a
 * callback. Money that arrives too late or twice is a credit of the person until it is refunded.
 *
 * This part takes no money itself (providers do) and does not know what a fee is for or what
 * follows a payment: reactions.ts says so. A new provider is one `PaymentProvider` that passes
 * `providerContract`.
 */
export type { StartAttempt, Started } from "./attempts.ts";
export { callbackRoutes } from "./callback-route.ts";
export { payability } from "./decide.ts";
export { isFeeRefundable } from "./decide-refund.ts";
export { makePayments, type Payments } from "./handle.ts";
export type { IssueBill, PreparedBill } from "./issue.ts";
export type {
  Attempt,
  AttemptStatus,
  Bill,
  BillStatus,
  ChargeState,
  OwedReason,
  PaymentEvent,
  PaymentEventType,
  Refund,
  RefundAnswer,
} from "./model.ts";
export { billStatuses } from "./model.ts";
export { makeBillNumber, normaliseBillNumber } from "./number.ts";
export {
  type Charge,
  type Headers,
  type Hint,
  type PaymentProvider,
  ProviderFault,
  type ProviderMethod,
  type ProviderStart,
  type RefundOrder,
  type StatementLine,
} from "./provider.ts";
export { type ProviderSettings, providersOf } from "./providers/index.ts";
export type { Credit, OpenRefund } from "./read.ts";
export type { Difference, DifferenceKind, MoneyState } from "./reconcile.ts";
export type { EventOccasion, PaymentsDeps } from "./record.ts";
export { sign, type Verdict, verify } from "./signature.ts";
export type { CashReceipt, Till, TillReceipt } from "./till.ts";
export { type Transition, transitions } from "./transitions.ts";
