import assert from "node:assert/strict";
import { test } from "node:test";
import type { Bill } from "./model.ts";
import type { Headers, PaymentProvider } from "./provider.ts";

/** What a test must be able to do to a provider to check it against the contract. */
export interface ProviderUnderTest {
  readonly provider: PaymentProvider;
  readonly bill: Bill;
  newAttemptId(): string;
  /** Lets the payer pay or refuse, and returns the provider's callback. */
  settle(
    redirectTo: string,
    providerRef: string,
    act: "pay" | "refuse",
  ): Promise<{ readonly headers: Headers; readonly rawBody: string }>;
  readonly now: () => Date;
}

/** The contract of `PaymentProvider`, as tests; call it from the provider's own test file. */
export function providerContract(make: () => Promise<ProviderUnderTest>): void {
  const begin = async () => {
    const under = await make();
    const request = { attemptId: under.newAttemptId(), bill: under.bill, returnUrl: "/home" };
    return { ...under, request, started: await under.provider.start(request) };
  };

  test("A charge that is asked for twice is made once", async () => {
    const { provider, request, started, newAttemptId } = await begin();
    assert.deepEqual(await provider.start(request), started);
    const other = await provider.start({ ...request, attemptId: newAttemptId() });
    assert.notEqual(other.providerRef, started.providerRef);
  });

  test("The provider's books say what became of a charge, and a payment is final", async () => {
    const { provider, started, settle } = await begin();
    const { redirectTo, providerRef } = started;
    assert.equal(await provider.status(providerRef), "pending");
    await settle(redirectTo, providerRef, "pay");
    assert.equal(await provider.status(providerRef), "paid");
    await settle(redirectTo, providerRef, "refuse").catch(() => undefined);
    assert.equal(await provider.status(providerRef), "paid");
  });

  test("A charge that the payer refuses has failed", async () => {
    const { provider, started, settle } = await begin();
    await settle(started.redirectTo, started.providerRef, "refuse");
    assert.equal(await provider.status(started.providerRef), "failed");
  });

  test("A charge that nobody knows is a fault, never an answer", async () => {
    const { provider } = await begin();
    await assert.rejects(provider.status("no-such-charge"));
  });

  test("A callback names its charge, and rubbish is not genuine", async () => {
    const { provider, started, settle, now } = await begin();
    const { headers, rawBody } = await settle(started.redirectTo, started.providerRef, "pay");
    const hint = provider.hint(headers, rawBody, now());
    assert.deepEqual(hint, { verdict: "genuine", providerRef: started.providerRef });
    for (const rubbish of ["", "{", "null", "[]", '{"providerRef":7}'])
      assert.doesNotThrow(() => provider.hint({}, rubbish, now()));
  });
}
