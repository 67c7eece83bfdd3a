import { decimalText } from "../../kernel/index.ts";
import type { ChargeState, RefundAnswer } from "../model.ts";
import { type PaymentProvider, ProviderFault } from "../provider.ts";
import { readMoney } from "./amounts.ts";
import { type Answer, askProvider, callbackIn, type Question, textIn } from "./line.ts";
import { payerMessage } from "./payer-message.ts";

export interface MobileMoneyAccount {
  /** Base of the API, `…/v1.2/mm`. */
  readonly url: string;
  readonly apiKey: string;
  /** Our account there (`accountid`). */
  readonly account: string;
  readonly callbackUrl: string;
  readonly clock: () => Date;
}

interface Transaction {
  readonly state: ChargeState;
  readonly reference?: string;
}

/**
 * The GSMA Mobile Money API 1.2, which several operators speak: `merchantpay`, asynchronous, told
 * by request states, looked up by our correlation id (`/responses/…`). Refunds are
 * `merchantpayrefund`. The callback (PUT) is unsigned and only a hint. Source:
 * developer.mobilemoneyapi.io, 1.2.
 */
export function gsmaMobileMoney(account: MobileMoneyAccount): PaymentProvider {
  const ask = (path: string, question: Question = {}) =>
    askProvider(`${account.url}${path}`, {
      ...question,
      headers: {
        "x-api-key": account.apiKey,
        "x-date": account.clock().toISOString(),
        ...question.headers,
      },
    });
  const party = (key: string, value: string) => [{ key, value }];
  const order = async (type: string, id: string, body: object): Promise<Answer["body"]> => {
    const headers = { "x-correlationid": id, "x-callback-url": account.callbackUrl };
    const path = `/transactions/type/${type}`;
    return (await ask(path, { method: "POST", headers, body })).body;
  };
  /** A transaction by its reference. */
  const read = async (reference: string): Promise<Transaction> => {
    const { body } = await ask(`/transactions/${encodeURIComponent(reference)}`);
    const status = textIn(body, "transactionStatus");
    if (status === "completed")
      return { reference, state: { is: "paid", money: readMoney(body.amount, body.currency) } };
    return { reference, state: { is: status === "failed" ? "failed" : "pending" } };
  };
  /** What became of a request, by the id that it was sent with; undefined where it is not known. */
  const byCorrelation = async (id: string): Promise<Transaction | undefined> => {
    const path = `/responses/${encodeURIComponent(id)}`;
    const { status, body } = await ask(path, { expects: [404] });
    if (status === 404) return undefined;
    const link = textIn(body, "link");
    const reference = /\/transactions\/([^/]+)$/.exec(link)?.[1];
    if (reference) return read(decodeURIComponent(reference));
    const state = /\/requeststates\/([^/]+)$/.exec(link)?.[1];
    if (state) return byState(decodeURIComponent(state));
    throw new ProviderFault("unreadable", "a link that leads nowhere");
  };
  const byState = async (serverCorrelationId: string): Promise<Transaction> => {
    const { body } = await ask(`/requeststates/${encodeURIComponent(serverCorrelationId)}`);
    const status = textIn(body, "status");
    if (status === "pending") return { state: { is: "pending" } };
    if (status === "failed") return { state: { is: "failed" } };
    return read(textIn(body, "objectReference"));
  };
  const stateOf = async (id: string): Promise<Transaction> => {
    const transaction = await byCorrelation(id);
    if (!transaction) throw new ProviderFault("unreadable", "it knows no such request");
    return transaction;
  };
  return {
    id: "mobile-money",
    methods: ["mobile-money"],
    needsPhone: true,
    unsigned: true,
    async start({ attemptId, bill, payer, returnUrl, lang }) {
      if (!payer) throw new ProviderFault("refused", "nobody's telephone to ask");
      const words = (lang && bill.words[lang]) || bill.words.en || "";
      const charge = { providerRef: attemptId, redirectTo: returnUrl };
      // The same correlation id again must be the same request; some operators refuse it.
      if (await byCorrelation(attemptId)) return charge;
      await order("merchantpay", attemptId, {
        amount: decimalText(bill.money),
        currency: bill.money.currency,
        debitParty: party("msisdn", payer),
        creditParty: party("accountid", account.account),
        requestingOrganisationTransactionReference: attemptId,
        descriptionText: payerMessage(`${bill.number} ${words}`),
      });
      return charge;
    },
    async find(attemptId, returnUrl) {
      const transaction = await byCorrelation(attemptId);
      return transaction && { providerRef: attemptId, redirectTo: returnUrl };
    },
    status: async (providerRef) => (await stateOf(providerRef)).state,
    async refund({ refundId, providerRef, money }): Promise<RefundAnswer | { is: "pending" }> {
      let refund = await byCorrelation(refundId);
      if (!refund) {
        const { reference } = await stateOf(providerRef);
        if (!reference) throw new ProviderFault("unreadable", "nothing was paid");
        const body = await order("merchantpayrefund", refundId, {
          amount: decimalText(money),
          currency: money.currency,
          debitParty: party("accountid", account.account),
          originalTransactionReference: reference,
          requestingOrganisationTransactionReference: refundId,
        });
        refund = await byState(textIn(body, "serverCorrelationId"));
      }
      if (refund.state.is === "pending") return { is: "pending" };
      if (refund.state.is === "failed") return { is: "failed", reason: "the operator refused it" };
      return { is: "made", outsideRef: refund.reference ?? refundId };
    },
    hint(_headers, rawBody) {
      const { requestingOrganisationTransactionReference: ref } = callbackIn(rawBody);
      return { verdict: "unsigned", ...(typeof ref === "string" && { providerRef: ref }) };
    },
  };
}
