import { decimalText } from "../../kernel/index.ts";
import type { ChargeState } from "../model.ts";
import { type PaymentProvider, ProviderFault, type StatementLine } from "../provider.ts";
import { verify } from "../signature.ts";
import { readMoney } from "./amounts.ts";
import { type Answer, askProvider, callbackIn, type Question, textIn } from "./line.ts";

export interface HostedPageAccount {
  /** Base of the gateway's API, documented in docs/payments.md. */
  readonly url: string;
  /** Bearer of our requests, and secret of its callbacks. */
  readonly secret: string;
  readonly method: "card" | "bank";
  readonly callbackUrl: string;
}

function stateOf(body: Answer["body"]): ChargeState {
  const status = textIn(body, "status");
  if (status === "paid") return { is: "paid", money: readMoney(body.amount, body.currency) };
  return { is: status === "open" ? "pending" : "failed" };
}

function lineOf(line: unknown): StatementLine {
  const body = (typeof line === "object" && line !== null ? line : {}) as Answer["body"];
  const kind = textIn(body, "kind");
  const at = new Date(textIn(body, "at"));
  if (
    (kind !== "payment" && kind !== "refund" && kind !== "payout" && kind !== "charge") ||
    Number.isNaN(at.getTime())
  )
    throw new ProviderFault("unreadable", "a line that nobody can read");
  const ref = typeof body.reference === "string" ? { ref: body.reference } : {};
  return { id: textIn(body, "id"), kind, ...ref, money: readMoney(body.amount, body.currency), at };
}

/**
 * Cards and banks by a page of the provider, which the person is led to. No card number ever comes
 * here. The interface is small and described in docs/payments.md, so that a gateway of any acquirer
 * is a few lines in front of it.
 */
export function hostedPage(account: HostedPageAccount): PaymentProvider {
  const ask = (path: string, question: Question & { readonly key?: string } = {}) => {
    const { key, headers, ...rest } = question;
    return askProvider(`${account.url}${path}`, {
      ...rest,
      headers: {
        authorization: `Bearer ${account.secret}`,
        ...(key && { "idempotency-key": key }),
        ...headers,
      },
    });
  };
  const charge = (ref: string) => `/charges/${encodeURIComponent(ref)}`;
  const chargeOf = (body: Answer["body"]) => ({
    providerRef: textIn(body, "id"),
    redirectTo: textIn(body, "url"),
  });
  return {
    id: account.method,
    methods: [account.method],
    async start({ attemptId, bill, returnUrl, lang }) {
      const words = bill.words[lang ?? ""] ?? bill.words.en ?? Object.values(bill.words)[0] ?? "";
      const { body } = await ask("/charges", {
        method: "POST",
        key: attemptId,
        body: {
          reference: attemptId,
          amount: decimalText(bill.money),
          currency: bill.money.currency,
          description: `${bill.number} ${words}`,
          method: account.method,
          expiresAt: bill.expiresAt,
          returnUrl,
          callbackUrl: account.callbackUrl,
          ...(lang && { language: lang }),
        },
      });
      return chargeOf(body);
    },
    async find(attemptId) {
      const path = `/charges?reference=${encodeURIComponent(attemptId)}`;
      const { status, body } = await ask(path, { expects: [404] });
      return status === 404 ? undefined : chargeOf(body);
    },
    status: async (providerRef) => stateOf((await ask(charge(providerRef))).body),
    async cancel(providerRef) {
      const path = `${charge(providerRef)}/cancel`;
      const { body } = await ask(path, { method: "POST", expects: [409] });
      return body.status === "cancelled" ? "cancelled" : "too-late";
    },
    async refund({ refundId, providerRef, money }) {
      const { body } = await ask(`${charge(providerRef)}/refunds`, {
        method: "POST",
        key: refundId,
        body: { reference: refundId, amount: decimalText(money), currency: money.currency },
        expects: [409],
      });
      const status = textIn(body, "status");
      if (status === "made") return { is: "made", outsideRef: textIn(body, "id") };
      return status === "open"
        ? { is: "pending" }
        : { is: "failed", reason: String(body.reason ?? status) };
    },
    async statement(day) {
      const { body } = await ask(`/statement?day=${day}`);
      if (!Array.isArray(body.lines)) throw new ProviderFault("unreadable", "no lines");
      return body.lines.map(lineOf);
    },
    hint(headers, rawBody, now) {
      const header = headers["hamwe-signature"];
      const signature = typeof header === "string" ? header : undefined;
      const { id } = callbackIn(rawBody);
      return {
        verdict: verify(account.secret, signature, rawBody, now),
        ...(typeof id === "string" && { providerRef: id }),
      };
    },
  };
}
