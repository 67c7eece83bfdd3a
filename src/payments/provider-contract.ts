import assert from "node:assert/strict";
import { test } from "node:test";
import type { Bill } from "./model.ts";
import { type Headers, type PaymentProvider, ProviderFault } from "./provider.ts";

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
    const { provider, request, started, settle } = await begin();
    const { redirectTo, providerRef } = started;
    const { money } = request.bill;
    assert.deepEqual(await provider.status(providerRef), { is: "pending" });
    await settle(redirectTo, providerRef, "pay");
    assert.deepEqual(await provider.status(providerRef), { is: "paid", money });
    await settle(redirectTo, providerRef, "refuse").catch(() => undefined);
    assert.deepEqual(await provider.status(providerRef), { is: "paid", money });
  });

  test("A charge that the payer refuses has failed", async () => {
    const { provider, started, settle } = await begin();
    await settle(started.redirectTo, started.providerRef, "refuse");
    assert.deepEqual(await provider.status(started.providerRef), { is: "failed" });
  });

  test("A charge whose answer was lost is found by our id, and no other is made", async () => {
    const { provider, request, started, newAttemptId } = await begin();
    assert.deepEqual(await provider.find(request.attemptId, request.returnUrl), started);
    assert.equal(await provider.find(newAttemptId(), request.returnUrl), undefined);
  });

  test("Money is given back once for one order, where a provider does so at all", async () => {
    const { provider, request, started, settle, newAttemptId } = await begin();
    if (!provider.refund) return;
    const { attemptId, bill } = request;
    const { redirectTo, providerRef } = started;
    await settle(redirectTo, providerRef, "pay");
    const order = { refundId: newAttemptId(), attemptId, providerRef, money: bill.money };
    let answer = await provider.refund(order);
    for (let asked = 0; answer.is === "pending" && asked < 20; asked++)
      answer = await provider.refund(order);
    assert.equal(answer.is, "made");
    assert.deepEqual(await provider.refund(order), answer);
  });

  test("A charge that was ended cannot be paid, and a paid one cannot be ended", async () => {
    const { provider, started, settle, request, newAttemptId } = await begin();
    if (!provider.cancel) return;
    assert.equal(await provider.cancel(started.providerRef), "cancelled");
    await settle(started.redirectTo, started.providerRef, "pay").catch(() => undefined);
    assert.deepEqual(await provider.status(started.providerRef), { is: "failed" });
    const other = await provider.start({ ...request, attemptId: newAttemptId() });
    await settle(other.redirectTo, other.providerRef, "pay");
    assert.equal(await provider.cancel(other.providerRef), "too-late");
  });

  test("A charge that nobody knows is a fault, never an answer", async () => {
    const { provider } = await begin();
    await assert.rejects(provider.status("no-such-charge"), ProviderFault);
  });

  test("A callback names its charge, and rubbish is not genuine", async () => {
    const { provider, started, settle, now } = await begin();
    const { headers, rawBody } = await settle(started.redirectTo, started.providerRef, "pay");
    const hint = provider.hint(headers, rawBody, now());
    assert.deepEqual(hint, {
      verdict: provider.unsigned ? "unsigned" : "genuine",
      providerRef: started.providerRef,
    });
    for (const rubbish of ["", "{", "null", "[]", '{"providerRef":7}'])
      assert.doesNotThrow(() => provider.hint({}, rubbish, now()));
  });
}
