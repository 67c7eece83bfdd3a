import { decimalText } from "../../kernel/index.ts";
import type { ChargeState } from "../model.ts";
import { type PaymentProvider, ProviderFault, type ProviderStart } from "../provider.ts";
import { readMoney } from "./amounts.ts";
import { type Answer, askProvider, callbackIn, type Question, textIn } from "./line.ts";
import { payerMessage } from "./payer-message.ts";

/** One product of the MoMo API: its subscription and its API user. */
export interface MomoProduct {
  readonly subscriptionKey: string;
  readonly user: string;
  readonly key: string;
}

export interface MomoAccount {
  /** `https://proxy.momoapi.mtn.com`, or the sandbox's. */
  readonly url: string;
  /** `mtnrwanda`, `sandbox`. */
  readonly environment: string;
  readonly collection: MomoProduct;
  /** Gives money back (Disbursements); without it the treasury transfers it. */
  readonly disbursement?: MomoProduct;
  readonly callbackUrl: string;
}

/** A client of one product, with its token. */
function productClient(
  account: MomoAccount,
  product: "collection" | "disbursement",
  of: MomoProduct,
) {
  const base = `${account.url}/${product}`;
  const subscription = { "ocp-apim-subscription-key": of.subscriptionKey };
  let token: { readonly text: string; readonly until: number } | undefined;
  const signIn = async () => {
    const basic = Buffer.from(`${of.user}:${of.key}`).toString("base64");
    const headers = { authorization: `Basic ${basic}`, ...subscription };
    const { body } = await askProvider(`${base}/token/`, { method: "POST", headers });
    const seconds = Number(body.expires_in) || 3600;
    // A minute early, so that none ends on its way.
    token = {
      text: textIn(body, "access_token"),
      until: performance.now() + (seconds - 60) * 1000,
    };
    return token.text;
  };
  return async (path: string, question: Question): Promise<Answer> => {
    const once = async (text: string) =>
      askProvider(`${base}/v1_0/${path}`, {
        ...question,
        expects: [401, ...(question.expects ?? [])],
        headers: {
          authorization: `Bearer ${text}`,
          "x-target-environment": account.environment,
          ...subscription,
          ...question.headers,
        },
      });
    const held = token && performance.now() < token.until ? token.text : await signIn();
    const answer = await once(held);
    if (answer.status !== 401) return answer;
    const again = await once(await signIn());
    if (again.status === 401) throw new ProviderFault("unreachable", "the token is refused");
    return again;
  };
}

type Client = ReturnType<typeof productClient>;

/** What it says of a request; undefined where it knows none. */
async function read(client: Client, path: string): Promise<Answer["body"] | undefined> {
  const { status, body } = await client(path, { expects: [404] });
  return status === 404 ? undefined : body;
}

const msisdn = (telephone: string): string => telephone.replace(/^\+/, "");

const textOf = ({ bill, lang }: ProviderStart): string => {
  const words = (lang && bill.words[lang]) || bill.words.en || Object.values(bill.words)[0] || "";
  return payerMessage(`${bill.number} ${words}`);
};

function stateOf(body: Answer["body"]): ChargeState {
  const status = textIn(body, "status");
  if (status === "SUCCESSFUL") return { is: "paid", money: readMoney(body.amount, body.currency) };
  if (status === "PENDING") return { is: "pending" };
  if (status === "FAILED") return { is: "failed" };
  throw new ProviderFault("unreadable", "a status that nobody knows");
}

/**
 * MTN MoMo Collections: the payer confirms on their telephone. Our attempt is its `X-Reference-Id`;
 * 409 says that it has it already. Its callback comes once and unsigned, so it is only a hint.
 * Source: momodeveloper.mtn.com, Collection 1.0.
 */
export function mtnMomo(account: MomoAccount): PaymentProvider {
  const collect = productClient(account, "collection", account.collection);
  const { disbursement } = account;
  const disburse = disbursement && productClient(account, "disbursement", disbursement);
  const charge = (attemptId: string) => read(collect, `requesttopay/${attemptId}`);
  return {
    id: "mtn-momo",
    methods: ["mobile-money"],
    needsPhone: true,
    unsigned: true,
    async start(request) {
      const { attemptId, bill, payer, returnUrl } = request;
      if (!payer) throw new ProviderFault("refused", "nobody's telephone to ask");
      await collect("requesttopay", {
        method: "POST",
        headers: { "x-reference-id": attemptId, "x-callback-url": account.callbackUrl },
        body: {
          amount: decimalText(bill.money),
          currency: bill.money.currency,
          externalId: attemptId,
          payer: { partyIdType: "MSISDN", partyId: msisdn(payer) },
          payerMessage: textOf(request),
          payeeNote: bill.number,
        },
        expects: [409],
      });
      return { providerRef: attemptId, redirectTo: returnUrl };
    },
    async find(attemptId, returnUrl) {
      return (await charge(attemptId)) && { providerRef: attemptId, redirectTo: returnUrl };
    },
    async status(providerRef) {
      const body = await charge(providerRef);
      if (!body) throw new ProviderFault("unreadable", "it knows no such request");
      return stateOf(body);
    },
    ...(disburse && {
      async refund({ refundId, providerRef, money }) {
        const path = `refund/${refundId}`;
        const before = await read(disburse, path);
        if (!before)
          await disburse("refund", {
            method: "POST",
            headers: { "x-reference-id": refundId },
            body: {
              amount: decimalText(money),
              currency: money.currency,
              externalId: refundId,
              payerMessage: "Hamwe",
              payeeNote: "Hamwe",
              referenceIdToRefund: providerRef,
            },
            expects: [409],
          });
        const body = before ?? (await read(disburse, path));
        const state = body ? stateOf(body) : { is: "pending" as const };
        if (state.is === "pending") return { is: "pending" };
        if (state.is === "failed") return { is: "failed", reason: String(body?.reason ?? "") };
        return { is: "made", outsideRef: textIn(body ?? {}, "financialTransactionId") };
      },
    }),
    hint(_headers, rawBody) {
      const { externalId } = callbackIn(rawBody);
      return {
        verdict: "unsigned",
        ...(typeof externalId === "string" && { providerRef: externalId }),
      };
    },
  };
}
