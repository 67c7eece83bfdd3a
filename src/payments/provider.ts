import type { AttemptStatus, Bill } from "./model.ts";
import type { Verdict } from "./signature.ts";

export interface ProviderStart {
  /** A UUID of ours and the provider's idempotency key: the same id again is the same charge. */
  readonly attemptId: string;
  readonly bill: Bill;
  /** Where the person comes back to, whatever happened. */
  readonly returnUrl: string;
  /** Telephone (E.164) to push the request to; else the person comes by `redirectTo`. */
  readonly payer?: string;
}

/** What a callback is about. It is only a hint that asking now is worth it. */
export interface Hint {
  readonly verdict: Verdict;
  readonly providerRef?: string;
}

export type Headers = Readonly<Record<string, string | readonly string[] | undefined>>;

/**
 * Somebody who takes money for us. `sandboxPay` in src/demo is one that anybody may read, and
 * `providerContract` in provider-contract.ts is what each must fulfil.
 *
 * A provider that cannot be reached throws.
 */
export interface PaymentProvider {
  /** kebab-case; part of the address of its callbacks. */
  readonly id: string;
  /** Harmless when repeated with the same attemptId: same charge, same reference. */
  start(
    request: ProviderStart,
  ): Promise<{ readonly redirectTo: string; readonly providerRef: string }>;
  /** What the provider's books say now. The only thing that a bill is ever paid by. */
  status(providerRef: string): Promise<AttemptStatus>;
  /** Reads a callback. One that does not sign its callbacks may say "genuine": a hint grants nothing. */
  hint(headers: Headers, rawBody: string, now: Date): Hint;
}
