import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { createServer } from "node:http";
import { join } from "node:path";
import { after, test } from "node:test";
import fc from "fast-check";
import { secret } from "../../../tests/simulators/hosted-page.ts";
import { secretKey } from "../../../tests/simulators/irembopay.ts";
import { type SimulatorKind, startSimulator } from "../../../tests/simulators/start.ts";
import { readGovernment } from "../../catalogue/index.ts";
import type { BillId, CaseId, PersonId } from "../../kernel/index.ts";
import type { Bill } from "../model.ts";
import { type PaymentProvider, ProviderFault } from "../provider.ts";
import { providerContract } from "../provider-contract.ts";
import { readMoney } from "./amounts.ts";
import { gsmaMobileMoney } from "./gsma-mobile-money.ts";
import { guarded } from "./guarded.ts";
import { hostedPage } from "./hosted-page.ts";
import { iremboPay } from "./irembopay.ts";
import { askProvider } from "./line.ts";
import { mtnMomo } from "./mtn-momo.ts";
import { payerMessage } from "./payer-message.ts";

interface Call {
  readonly headers: Record<string, string | string[] | undefined>;
  readonly rawBody: string;
}
const calls: Call[] = [];
const listener = createServer(async (request, response) => {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part);
  calls.push({ headers: request.headers, rawBody: Buffer.concat(parts).toString() });
  response.writeHead(204).end();
}).listen(0, "127.0.0.1");
await new Promise((resolve) => listener.once("listening", resolve));
const address = listener.address();
const callbackUrl = `http://127.0.0.1:${typeof address === "object" && address?.port}/called`;

const kinds: readonly SimulatorKind[] = ["mtn-momo", "irembopay", "mobile-money", "hosted-page"];
const started = await Promise.all(
  kinds.map((kind) => startSimulator(kind, { callback: callbackUrl })),
);
const simulators = Object.fromEntries(kinds.map((kind, at) => [kind, started[at]] as const));
after(async () => {
  listener.close();
  await Promise.all(started.map((one) => one.stop()));
});

const urlOf = (kind: SimulatorKind) => simulators[kind]?.url ?? "";
const clock = () => new Date();
const product = { subscriptionKey: "sub", user: "user", key: "key" };
const providers: Readonly<Record<SimulatorKind, PaymentProvider>> = {
  "mtn-momo": mtnMomo({
    ...{ url: urlOf("mtn-momo"), environment: "mtnrwanda", callbackUrl },
    ...{ collection: product, disbursement: product },
  }),
  irembopay: iremboPay({
    ...{ url: urlOf("irembopay"), secretKey, account: "RWF-1", item: "PC-1", clock },
  }),
  "mobile-money": gsmaMobileMoney({
    ...{ url: urlOf("mobile-money"), apiKey: "key", account: "1", callbackUrl, clock },
  }),
  "hosted-page": hostedPage({ url: urlOf("hosted-page"), secret, method: "card", callbackUrl }),
};

const bill: Bill = {
  ...{ billId: randomUUID() as BillId, caseId: randomUUID() as CaseId },
  ...{ personId: randomUUID() as PersonId, feeId: "fee", number: "880000000000" },
  words: { en: "Fee for the driver's licence", fr: "Frais de l’extrait" },
  money: { minor: 60_000, currency: "RWF" },
  ...{ status: "created", issuedAt: "2026-11-28T08:00:00Z", expiresAt: "2027-11-28T08:00:00Z" },
};
const payer = "+250788123456";

for (const kind of kinds) {
  const simulator = simulators[kind];
  if (!simulator) throw new Error("no simulator");
  const given = providers[kind];
  // The contract starts charges without a telephone.
  const provider: PaymentProvider = {
    ...given,
    start: (request) => given.start({ payer, ...request }),
  };
  providerContract(async () => ({
    provider,
    bill,
    newAttemptId: randomUUID,
    now: clock,
    async settle(_redirectTo, providerRef, act) {
      calls.length = 0;
      await simulator.settle(providerRef, act);
      const [call] = calls;
      if (!call) throw new Error("it did not call back");
      return call;
    },
  }));
}

const request = (words?: Bill["words"]) => ({
  ...{ attemptId: randomUUID(), returnUrl: "/home", payer },
  bill: { ...bill, ...(words && { words }) },
});

test("Another amount than the bill's is read as it came", async () => {
  for (const kind of kinds) {
    const { providerRef } = await providers[kind].start(request());
    await simulators[kind]?.settle(providerRef, "pay", "40000");
    const state = await providers[kind].status(providerRef);
    assert.deepEqual(state, { is: "paid", money: { minor: 40_000, currency: "RWF" } }, kind);
  }
});

test("An answer that was lost is found, and the charge is there once", async () => {
  for (const kind of kinds) {
    const order = request();
    await simulators[kind]?.faults({ lostAnswer: 1 });
    await assert.rejects(
      providers[kind].start(order),
      (fault) => fault instanceof ProviderFault && fault.kind === "unreachable",
      kind,
    );
    await simulators[kind]?.faults({});
    const charge = await providers[kind].find(order.attemptId, order.returnUrl);
    // MoMo's token was lost before it was asked to collect.
    assert.deepEqual(
      await providers[kind].start(order),
      charge ?? (await providers[kind].start(order)),
    );
    const { charges } = (await simulators[kind]?.books()) ?? { charges: [] };
    assert.equal(charges.filter(({ id }) => id === order.attemptId).length, 1, kind);
  }
});

test("A provider that is down is not asked again and again", async () => {
  const simulator = simulators["hosted-page"];
  let now = 0;
  const provider = guarded(providers["hosted-page"], () => now);
  await simulator?.down(true);
  const unreachable = (fault: unknown) =>
    fault instanceof ProviderFault && fault.kind === "unreachable";
  for (let asked = 0; asked < 40; asked++) await assert.rejects(provider.status("C1"), unreachable);
  const { counts } = (await simulator?.books()) ?? { counts: undefined };
  assert.equal(counts?.down, 5);
  await simulator?.down(false);
  await assert.rejects(provider.status("C1"), unreachable);
  now += 15_001;
  assert.ok(await provider.status("C1"));
  assert.ok(await provider.status("C1"));
});

test("MoMo without a telephone is refused, and no request is made", async () => {
  const { payer: _, ...order } = request();
  for (const kind of ["mtn-momo", "mobile-money"] as const)
    await assert.rejects(
      providers[kind].start(order),
      (fault) => fault instanceof ProviderFault && fault.kind === "refused",
    );
});

test("Several invoices are paid as one batch, and none alone", async () => {
  const requests = [request(), request(), request()];
  const batchId = randomUUID();
  const { together } = providers.irembopay;
  const batch = await together?.(batchId, requests);
  assert.equal(batch?.members.length, 3);
  assert.deepEqual(await together?.(batchId, requests), batch, "asked again it is the same");
  const [alone = ""] = batch?.members ?? [];
  assert.equal(await simulators.irembopay?.settle(alone, "pay"), false);
  assert.deepEqual(await providers.irembopay.status(alone), { is: "pending" });
  calls.length = 0;
  await simulators.irembopay?.settle(batch?.providerRef ?? "", "pay");
  for (const member of batch?.members ?? [])
    assert.equal((await providers.irembopay.status(member)).is, "paid");
  const hint = providers.irembopay.hint(calls[0]?.headers ?? {}, calls[0]?.rawBody ?? "", clock());
  assert.deepEqual(hint, { verdict: "genuine", providerRef: batch?.providerRef });
});

test("A statement tells payments and refunds with their amounts", async () => {
  const provider = providers["hosted-page"];
  const order = request();
  const { providerRef } = await provider.start(order);
  await simulators["hosted-page"]?.settle(providerRef, "pay");
  const { attemptId, bill: of } = order;
  const refundId = randomUUID();
  await provider.refund?.({ refundId, attemptId, providerRef, money: of.money });
  const lines = (await provider.statement?.("2026-11-28")) ?? [];
  const told = lines.filter(({ ref }) => ref === providerRef || ref === refundId);
  assert.deepEqual(
    told.map(({ kind, money }) => [kind, money.minor]),
    [
      ["payment", 60_000],
      ["refund", 60_000],
    ],
  );
});

test("What is no answer is a fault of its kind", async () => {
  const bodies: Readonly<Record<string, string>> = {
    "/list": "[]",
    "/text": "hello",
    "/long": JSON.stringify({ long: "x".repeat(300_000) }),
  };
  const odd = createServer(({ url = "" }, response) => {
    const status = url === "/elsewhere" ? 302 : Number(url.slice(1)) || 200;
    response.writeHead(status, { location: "/text" }).end(bodies[url] ?? "{}");
  }).listen(0, "127.0.0.1");
  await new Promise((resolve) => odd.once("listening", resolve));
  const at = odd.address();
  const url = `http://127.0.0.1:${typeof at === "object" && at?.port}`;
  const kindOf = (path: string) =>
    askProvider(url + path).then(
      () => "an answer",
      (fault) => (fault instanceof ProviderFault ? fault.kind : String(fault)),
    );
  const told = Object.fromEntries(
    await Promise.all(
      ["/list", "/text", "/long", "/elsewhere", "/400", "/429", "/500", "/200"].map(
        async (path) => [path, await kindOf(path)],
      ),
    ),
  );
  odd.close();
  assert.deepEqual(told, {
    ...{ "/list": "unreadable", "/text": "unreadable", "/long": "unreadable" },
    ...{ "/elsewhere": "unreachable", "/400": "refused", "/429": "unreachable" },
    ...{ "/500": "unreachable", "/200": "an answer" },
  });
});

test("Amounts are read exactly, or not at all", () => {
  assert.deepEqual(readMoney("500", "RWF"), { minor: 500, currency: "RWF" });
  assert.deepEqual(readMoney("500.00", "RWF"), { minor: 500, currency: "RWF" });
  assert.deepEqual(readMoney(500, "RWF"), { minor: 500, currency: "RWF" });
  assert.deepEqual(readMoney("12.5", "AZN"), { minor: 1250, currency: "AZN" });
  for (const [amount, currency] of [
    ...[
      ["500.5", "RWF"],
      ["1e3", "RWF"],
      ["-5", "RWF"],
      ["", "RWF"],
      ["5", "rwf"],
    ],
    ...[
      [undefined, "RWF"],
      [null, "RWF"],
      ["12.505", "AZN"],
      ["5", undefined],
      [{}, "RWF"],
    ],
  ])
    assert.throws(() => readMoney(amount, currency), ProviderFault);
});

test("What a payer reads is ASCII, at most 160 characters and without an apostrophe", () => {
  const isTaken = (text: string) => text.length <= 160 && /^[A-Za-z0-9 .,:()/-]*$/.test(text);
  fc.assert(
    fc.property(fc.string({ unit: "grapheme", maxLength: 400 }), (text) =>
      isTaken(payerMessage(text)),
    ),
  );
  assert.equal(payerMessage("L’extrait d'acte de naissance"), "L extrait d acte de naissance");
  assert.equal(payerMessage("Sürücülük vəsiqəsi"), "Suruculuk vesiqesi");
});

test("The fee of every service can be said to a payer, in all four languages", () => {
  const words = ["rw", "az"].flatMap((code) => {
    const folder = join(import.meta.dirname, "../../../jurisdictions", code);
    const { government } = readGovernment(folder);
    return [...(government?.services ?? [])].flatMap(({ definition }) =>
      definition.fees.flatMap(({ title }) => Object.values(title)),
    );
  });
  assert.ok(words.length > 100, `${words.length} names of fees`);
  for (const text of words) {
    const told = payerMessage(`880000000000 ${text}`);
    assert.ok(told.length > 14 && told.length <= 160 && !told.includes("'"), told);
    // A name that has lost its letters would say nothing.
    assert.ok(told.length >= 13 + text.length * 0.7, `${text}: ${told}`);
  }
});
