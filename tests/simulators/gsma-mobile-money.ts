import { type Asked, type Books, type Kind, match, type Told } from "./core.ts";

/** The GSMA Mobile Money API 1.2: merchantpay, merchantpayrefund, request states, responses. */
export const gsmaMobileMoney: Kind = {
  answer: (asked, books) => {
    const { method, path } = asked;
    if (asked.header("x-api-key") === "") return { status: 401, body: {} };
    if (method === "POST" && path === "/transactions/type/merchantpay") return pay(asked, books);
    if (method === "POST" && path === "/transactions/type/merchantpayrefund")
      return refund(asked, books);
    const response = match(/^\/responses\/([^/]+)$/, path);
    if (response !== undefined) return responseOf(response, books);
    const state = match(/^\/requeststates\/S-([^/]+)$/, path);
    if (state !== undefined) return stateOf(state, books);
    const reference = match(/^\/transactions\/T-([^/]+)$/, path);
    return reference === undefined ? undefined : transactionOf(reference, books);
  },
  callback: ({ id, amount, currency, state }) => ({
    method: "PUT",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({
      ...{ transactionReference: `T-${id}`, requestingOrganisationTransactionReference: id },
      ...{ transactionStatus: state === "paid" ? "completed" : "failed", amount, currency },
    }),
  }),
};

const accepted = (id: string): Told => ({
  status: 202,
  body: {
    ...{ serverCorrelationId: `S-${id}`, status: "pending", notificationMethod: "callback" },
    ...{ objectReference: "", pollLimit: 100 },
  },
});

function pay({ header, body }: Asked, books: Books): Told {
  const id = header("x-correlationid");
  const [payer] = (body.debitParty ?? []) as { key: string; value: string }[];
  if (!/^[0-9a-f-]{36}$/.test(id) || payer?.key !== "msisdn") return { status: 400, body: {} };
  const { amount, currency } = body as { amount: string; currency: string };
  if (!books.byId(id))
    books.add({ id, ref: id, amount, currency, callbackUrl: header("x-callback-url") });
  return accepted(id);
}

function refund({ header, body }: Asked, books: Books): Told {
  const id = header("x-correlationid");
  const of = books.byId(String(body.originalTransactionReference).replace(/^T-/, ""));
  if (of?.state !== "paid") return { status: 400, body: {} };
  const { amount, currency } = body as { amount: string; currency: string };
  books.refund({ id, ref: `T-${id}`, of: of.ref, amount, currency });
  return accepted(id);
}

const isKnown = (id: string, books: Books): boolean =>
  books.byId(id) !== undefined || books.refunds.has(id);

/** The finished resource, or where its state can be read. */
function responseOf(id: string, books: Books): Told {
  if (!isKnown(id, books)) return { status: 404, body: {} };
  const finished = books.byId(id)?.state === "paid" || books.refunds.get(id)?.state === "made";
  return {
    status: 200,
    body: { link: finished ? `/transactions/T-${id}` : `/requeststates/S-${id}` },
  };
}

function stateOf(id: string, books: Books): Told {
  if (!isKnown(id, books)) return { status: 404, body: {} };
  const given = books.refunds.get(id);
  // Asked once it is on its way, asked again it is there.
  const made = given?.state === "made";
  if (given) given.state = "made";
  const charge = books.byId(id);
  const done = charge?.state === "paid" || made;
  const status = charge?.state === "failed" ? "failed" : done ? "completed" : "pending";
  const reference = done ? { objectReference: `T-${id}` } : {};
  return { status: 200, body: { serverCorrelationId: `S-${id}`, status, ...reference } };
}

function transactionOf(id: string, books: Books): Told {
  const of = books.byId(id) ?? books.refunds.get(id);
  if (!of) return { status: 404, body: {} };
  const amount = "paid" in of && of.paid ? of.paid : of.amount;
  const done = of.state === "paid" || of.state === "made";
  return {
    status: 200,
    body: {
      ...{ transactionReference: `T-${id}`, amount: `${amount}.00`, currency: of.currency },
      transactionStatus: done ? "completed" : of.state === "failed" ? "failed" : "pending",
    },
  };
}
