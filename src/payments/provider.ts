import type { AttemptStatus, Bill } from "./model.ts";
import type { Verdict } from "./signature.ts";

export interface ProviderStart {
  /** Our UUID and the provider's idempotency key: the same id again is the same charge. */
  readonly attemptId: string;
  readonly bill: Bill;
  /** Where the person returns to, whatever happened. */
  readonly returnUrl: string;
  /** Telephone (E.164) to push the request to; otherwise the person is sent to `redirectTo`. */
  readonly payer?: string;
}

/** What a callback is about. It only hints that a status read is worthwhile now. */
export interface Hint {
  readonly verdict: Verdict;
  readonly providerRef?: string;
}

export type Headers = Readonly<Record<string, string | readonly string[] | undefined>>;

/**
 * A payment provider. `sandboxPay` in src/demo is a readable example, and every provider must pass
 * `providerContract`.
 *
 * Throws when it cannot be reached.
 */
export interface PaymentProvider {
  /** kebab-case; part of the address of its callbacks. */
  readonly id: string;
  /** Idempotent by attemptId: same charge, same reference. */
  start(
    request: ProviderStart,
  ): Promise<{ readonly redirectTo: string; readonly providerRef: string }>;
  /** What the provider's books say now. Nothing else ever pays a bill. */
  status(providerRef: string): Promise<AttemptStatus>;
  /**
   * Reads a callback. A provider that does not sign callbacks may say "genuine": a hint grants
   * nothing.
   */
  hint(headers: Headers, rawBody: string, now: Date): Hint;
}
