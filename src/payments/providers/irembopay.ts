import { decimalText } from "../../kernel/index.ts";
import type { ChargeState } from "../model.ts";
import { type PaymentProvider, ProviderFault, type ProviderStart } from "../provider.ts";
import { verify } from "../signature.ts";
import { readMoney } from "./amounts.ts";
import { type Answer, askProvider, callbackIn, partOf, type Question, textIn } from "./line.ts";

export interface IremboAccount {
  /** `https://api.irembopay.com`, or the sandbox's. */
  readonly url: string;
  readonly secretKey: string;
  /** `paymentAccountIdentifier`: where the money goes. */
  readonly account: string;
  /** Code of the payment item that fees are booked under. */
  readonly item: string;
  readonly clock: () => Date;
}

const languages: Readonly<Record<string, string>> = { rw: "RW", fr: "FR" };

const open: ReadonlySet<string> = new Set(["NEW", "PENDING", "PROCESSING"]);

function stateOf(body: Answer["body"]): ChargeState {
  const status = textIn(body, "paymentStatus");
  if (status === "PAID") return { is: "paid", money: readMoney(body.amount, body.currency) };
  return { is: open.has(status) ? "pending" : "failed" };
}

/**
 * IremboPay v2: an invoice for each attempt, and its page to pay by card, bank or mobile money.
 * Several bills become a batch invoice: one currency and account, none paid or expired, none paid
 * alone, and over with its earliest. It gives nothing back by itself. Ending an invoice moves its
 * expiry to now. Source: the provider's own Node SDK (npm, irembopay-node-sdk) and its callback
 * signature.
 */
export function iremboPay(account: IremboAccount): PaymentProvider {
  const ask = async (path: string, question: Question = {}) => {
    const { status, body } = await askProvider(`${account.url}/payments/invoices${path}`, {
      ...question,
      headers: { "irembopay-secretkey": account.secretKey, "x-api-version": "2" },
    });
    return status === 404 ? undefined : partOf(body, "data");
  };
  /** By its number, or by our id. */
  const read = (ref: string) => ask(`/${encodeURIComponent(ref)}`, { expects: [404] });
  const chargeOf = (body: Answer["body"]) => ({
    providerRef: textIn(body, "invoiceNumber"),
    redirectTo: textIn(body, "paymentLinkUrl"),
  });
  const invoice = async (request: ProviderStart) => {
    const { attemptId, bill, payer, lang = "" } = request;
    // The same id again is refused there; here it is the same charge.
    const before = await read(attemptId);
    if (before) return before;
    const words = bill.words[lang] ?? bill.words.en ?? Object.values(bill.words)[0] ?? "";
    const made = await ask("", {
      method: "POST",
      body: {
        transactionId: attemptId,
        paymentAccountIdentifier: account.account,
        ...(payer && { customer: { phoneNumber: payer.replace(/^\+250/, "0") } }),
        paymentItems: [
          { unitAmount: Number(decimalText(bill.money)), quantity: 1, code: account.item },
        ],
        description: `${bill.number} ${words}`.slice(0, 250),
        expiryAt: bill.expiresAt,
        language: languages[lang] ?? "EN",
      },
    });
    if (!made) throw new ProviderFault("unreadable", "no invoice was made");
    return made;
  };
  return {
    id: "irembopay",
    methods: ["mobile-money", "card", "bank"],
    start: async (request) => chargeOf(await invoice(request)),
    async together(batchId, requests) {
      const members = await Promise.all(requests.map(invoice));
      const numbers = members.map((member) => textIn(member, "invoiceNumber"));
      const before = await read(batchId);
      const batch =
        before ??
        (await ask("/batch", {
          method: "POST",
          body: { invoiceNumbers: numbers, transactionId: batchId, description: "Hamwe" },
        }));
      if (!batch) throw new ProviderFault("unreadable", "no batch was made");
      return { ...chargeOf(batch), members: numbers };
    },
    async find(attemptId) {
      const body = await read(attemptId);
      return body && chargeOf(body);
    },
    async status(providerRef) {
      const body = await read(providerRef);
      if (!body) throw new ProviderFault("unreadable", "it knows no such invoice");
      return stateOf(body);
    },
    async cancel(providerRef) {
      const expiryAt = account.clock().toISOString();
      const path = `/${encodeURIComponent(providerRef)}`;
      // It refuses to change one that is over; what it became is read below.
      await ask(path, { method: "PUT", body: { expiryAt } }).catch((fault: unknown) => {
        if (!(fault instanceof ProviderFault && fault.kind === "refused")) throw fault;
      });
      const body = await read(providerRef);
      const state = body ? stateOf(body) : { is: "failed" as const };
      if (state.is === "pending")
        throw new ProviderFault("unreadable", "the invoice is open still");
      return state.is === "paid" ? "too-late" : "cancelled";
    },
    hint(headers, rawBody, now) {
      const header = headers["irembopay-signature"];
      const signature = typeof header === "string" ? header : undefined;
      const verdict = verify(account.secretKey, signature, rawBody, now);
      const body = callbackIn(rawBody);
      const data = typeof body.data === "object" && body.data !== null ? body.data : body;
      const { invoiceNumber } = data as Answer["body"];
      return {
        verdict,
        ...(typeof invoiceNumber === "string" && { providerRef: invoiceNumber }),
      };
    },
  };
}
