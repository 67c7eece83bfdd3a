import type { Money } from "../kernel/index.ts";
import type { Bill, ChargeState, RefundAnswer } from "./model.ts";
import type { Verdict } from "./signature.ts";

export interface ProviderStart {
  /** Our UUID and the provider's idempotency key: the same id again is the same charge. */
  readonly attemptId: string;
  readonly bill: Bill;
  /** Where the person returns to, whatever happened. */
  readonly returnUrl: string;
  /** Telephone (E.164) to push the request to; otherwise the person is sent to `redirectTo`. */
  readonly payer?: string;
  /** The person's language, for what they read at the provider. */
  readonly lang?: string;
}

/** A charge at the provider. */
export interface Charge {
  readonly providerRef: string;
  /** Where the person goes to pay; `returnUrl` where a request was pushed to their telephone. */
  readonly redirectTo: string;
}

/** A charge over several bills; `members` are the references of each, in the order asked. */
export interface BatchCharge extends Charge {
  readonly members: readonly string[];
}

/** The ways to pay that a provider can take. */
export type ProviderMethod = "mobile-money" | "card" | "bank";

/** What a callback is about. It only hints that a status read is worthwhile now. */
export interface Hint {
  readonly verdict: Verdict;
  readonly providerRef?: string;
}

export type Headers = Readonly<Record<string, string | readonly string[] | undefined>>;

export interface RefundOrder {
  /** Our UUID and the provider's idempotency key. */
  readonly refundId: string;
  readonly attemptId: string;
  readonly providerRef: string;
  readonly money: Money;
}

/** One line of a provider's statement. */
export interface StatementLine {
  /** The provider's own number of the line: the same line is taken once. */
  readonly id: string;
  readonly kind: "payment" | "refund" | "payout" | "charge";
  /** `providerRef` of a payment, our refund's id of a refund. */
  readonly ref?: string;
  /** More than nothing, whichever way it went. */
  readonly money: Money;
  readonly at: Date;
}

/**
 * Why a provider gave no answer: it cannot be reached, it refuses what it was asked (and took no
 * money), or it said something that nobody can read.
 */
export class ProviderFault extends Error {
  readonly kind: "unreachable" | "refused" | "unreadable";
  constructor(kind: ProviderFault["kind"], message: string) {
    super(message);
    this.kind = kind;
  }
}

/**
 * A payment provider. `sandboxPay` in src/demo is a readable example, those of `providers/` are in
 * earnest; every one must pass `providerContract`.
 *
 * Every question throws `ProviderFault` where it has no answer.
 */
export interface PaymentProvider {
  /** kebab-case; part of the address of its callbacks. */
  readonly id: string;
  readonly methods: readonly ProviderMethod[];
  /** Pushes a request to a telephone, and so needs one. */
  readonly needsPhone?: true;
  /** Its callbacks are not signed: they count only where they name a charge that we know. */
  readonly unsigned?: true;
  /** Idempotent by attemptId: same charge, same reference. */
  start(request: ProviderStart): Promise<Charge>;
  /**
   * One charge for several bills: all are paid or none, and none alone. Idempotent by `batchId`.
   */
  together?(batchId: string, requests: readonly ProviderStart[]): Promise<BatchCharge>;
  /**
   * The charge of an attempt whose answer was lost; undefined where the provider never heard of it.
   * Asks nobody to pay.
   */
  find(attemptId: string, returnUrl: string): Promise<Charge | undefined>;
  /** What the provider's books say now, with amount. Nothing else ever pays a bill. */
  status(providerRef: string): Promise<ChargeState>;
  /** Ends an open charge, so that it can no longer be paid. Absent where it cannot be ended. */
  cancel?(providerRef: string): Promise<"cancelled" | "too-late">;
  /** Gives money back; asked again with the same id until it says what became of it. */
  refund?(order: RefundOrder): Promise<RefundAnswer | { readonly is: "pending" }>;
  /** What it did on one day (ISO date, UTC). */
  statement?(day: string): Promise<readonly StatementLine[]>;
  /**
   * Reads a callback; it grants nothing.
   */
  hint(headers: Headers, rawBody: string, now: Date): Hint;
}
