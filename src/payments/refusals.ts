import type { RefusalTable } from "../kernel/index.ts";

/** Refusals about a bill or a payment. */
export const billRefusals = {
  "payments.given-too-little": { kind: "invalid" },
  "payments.payment-runs": { kind: "invalid" },
  "payments.no-such-bill": { kind: "not-found" },
  "payments.no-such-attempt": { kind: "not-found" },
  "payments.no-such-provider": { kind: "not-found" },
  "payments.already-paid": { kind: "conflict" },
  "payments.expired": { kind: "conflict" },
  "payments.not-yet-expired": { kind: "conflict" },
  "payments.attempt-over": { kind: "conflict" },
  "payments.nothing-to-refund": { kind: "conflict" },
  "payments.already-refunded": { kind: "conflict" },
  "payments.refund-open": { kind: "conflict" },
  "payments.refund-over": { kind: "conflict" },
  "payments.no-such-refund": { kind: "not-found" },
  "payments.same-officer": { kind: "not-allowed" },
  "payments.cannot-cancel": { kind: "conflict" },
  "payments.not-together": { kind: "conflict" },
  "payments.provider-refused": { kind: "conflict" },
  "payments.till-open": { kind: "conflict" },
  "payments.no-till": { kind: "conflict" },
  "payments.other-currency": { kind: "conflict" },
  "payments.outrun": { kind: "conflict" },
  "payments.amount": { kind: "invalid" },
  "payments.refund-unexplained": { kind: "invalid" },
  "payments.refund-by-hand": { kind: "invalid" },
  "payments.difference-unexplained": { kind: "invalid" },
  "payments.receipt-unexplained": { kind: "invalid" },
  "payments.receipt-open": { kind: "conflict" },
  "payments.statement-unreadable": { kind: "invalid", facts: ["line"] },
  "payments.callback-too-long": { kind: "invalid" },
  "payments.callback-not-genuine": { kind: "not-allowed" },
  "payments.provider-unavailable": { kind: "unavailable" },
} as const satisfies RefusalTable;

type BillRefusals = typeof billRefusals;
declare module "../kernel/index.ts" {
  interface Refusals extends BillRefusals {}
}
