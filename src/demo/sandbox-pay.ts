import { randomBytes } from "node:crypto";
import type { FastifyInstance } from "fastify";
import { type PaymentProvider, ProviderFault, sign, verify } from "../payments/index.ts";
import type { Sql } from "../platform/db/index.ts";
import { addSandboxPage, type SandboxPageOptions } from "./sandbox-pay-page.ts";
import { chargeOf, makeCharge, refOf, settleCharge } from "./sandbox-pay-store.ts";

export interface SandboxPayOptions extends SandboxPageOptions {
  readonly sql: Sql;
  readonly clock: () => Date;
  /** Shared with nobody but this provider: its callbacks are signed with it. */
  readonly secret: string;
  /** The whole address of `/callbacks/payments/sandbox`; asked for late, when the port is known. */
  readonly callbackUrl: () => string;
}

export interface SandboxPay {
  readonly provider: PaymentProvider;
  /** Adds `GET|POST /sandbox-pay/:ref` to a server made by `buildHttp`. */
  addPages(app: FastifyInstance): void;
}

const signatureHeader = "sandbox-signature";

/** What a callback is about, wherever it is well formed JSON with a reference. */
function refIn(rawBody: string): string | undefined {
  try {
    const { providerRef } = JSON.parse(rawBody) as { providerRef?: unknown };
    return typeof providerRef === "string" ? providerRef : undefined;
  } catch {
    return undefined;
  }
}

const makeProvider = ({ sql, clock, secret }: SandboxPayOptions): PaymentProvider => ({
  id: "sandbox",
  methods: ["mobile-money", "card", "bank"],
  async start({ attemptId, bill, returnUrl }) {
    // The reference is the key to the page, so it cannot be guessed.
    const ref = randomBytes(16).toString("base64url");
    const providerRef = await makeCharge(sql, { ref, attemptId, bill, returnUrl, at: clock() });
    return { providerRef, redirectTo: `/sandbox-pay/${providerRef}` };
  },
  async find(attemptId) {
    const providerRef = await refOf(sql, attemptId);
    if (providerRef === undefined) return undefined;
    return { providerRef, redirectTo: `/sandbox-pay/${providerRef}` };
  },
  async status(providerRef) {
    const charge = await chargeOf(sql, providerRef);
    if (!charge) throw new ProviderFault("unreadable", "the sandbox knows no such charge");
    return charge.status === "paid" ? { is: "paid", money: charge.money } : { is: charge.status };
  },
  async cancel(providerRef) {
    const open = await settleCharge(sql, providerRef, "failed");
    const charge = open ? undefined : await chargeOf(sql, providerRef);
    return charge?.status === "paid" ? "too-late" : "cancelled";
  },
  async refund({ refundId }) {
    return { is: "made", outsideRef: `sandbox-${refundId.slice(-12)}` };
  },
  hint(headers, rawBody, now) {
    const header = headers[signatureHeader];
    const verdict = verify(secret, typeof header === "string" ? header : undefined, rawBody, now);
    const providerRef = refIn(rawBody);
    return { verdict, ...(providerRef === undefined ? {} : { providerRef }) };
  },
});

/** Once, and never again, as MoMo does: whoever relies on callbacks alone finds out here. */
async function callBack({ secret, clock, callbackUrl }: SandboxPayOptions, ref: string) {
  const body = JSON.stringify({ providerRef: ref });
  const headers = {
    "content-type": "application/json",
    [signatureHeader]: sign(secret, body, clock()),
  };
  const signal = AbortSignal.timeout(3000);
  await fetch(callbackUrl(), { method: "POST", headers, body, signal }).catch(() => undefined);
}

/**
 * A payment provider to try things with: it takes no money, shows a page with Pay, Refuse and
 * Leave, keeps books of its own, calls back over HTTP with a signature and sends the person home.
 */
export const makeSandboxPay = (options: SandboxPayOptions): SandboxPay => ({
  provider: makeProvider(options),
  addPages: (app) =>
    addSandboxPage(app, options, {
      chargeOf: (ref) => chargeOf(options.sql, ref),
      async settle(ref, status) {
        if (await settleCharge(options.sql, ref, status)) await callBack(options, ref);
      },
    }),
});
