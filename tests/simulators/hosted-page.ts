import { createHmac } from "node:crypto";
import { type Asked, type Books, type Kind, match, type SimCharge, type Told } from "./core.ts";

export const secret = "sk_sim_hosted_page_0123456789abcdef";

/** A page for cards or banks, by the interface of docs/payments.md. */
export const hostedPage: Kind = {
  answer: (asked, books) => {
    const { method, path, query } = asked;
    const shown = match(/^\/pay\/([^/]+)$/, path);
    if (shown !== undefined) return { status: 200, html: `<h1>Card payment ${shown}</h1>` };
    if (asked.header("authorization") !== `Bearer ${secret}`) return { status: 401, body: {} };
    if (method === "POST" && path === "/charges") return make(asked, books);
    if (path === "/charges") return told(books.byId(query.get("reference") ?? ""), books);
    if (path === "/statement") return statement(books);
    const read = match(/^\/charges\/([^/]+)$/, path);
    if (read !== undefined) return told(books.charges.get(read), books);
    const ending = match(/^\/charges\/([^/]+)\/cancel$/, path);
    if (ending !== undefined) return cancel(books.charges.get(ending), books);
    const of = match(/^\/charges\/([^/]+)\/refunds$/, path);
    return of === undefined ? undefined : refund(asked, books.charges.get(of), books);
  },
  callback: (charge, genuine, now) => {
    const body = JSON.stringify({ id: charge.ref, status: charge.state });
    const key = genuine ? secret : "guessed";
    const s = createHmac("sha256", key).update(`${now}#${body}`).digest("hex");
    const headers = { "content-type": "application/json", "hamwe-signature": `t=${now},s=${s}` };
    return { method: "POST", headers, body };
  },
};

function told(charge: SimCharge | undefined, books: Books, status = 200): Told {
  if (!charge) return { status: 404, body: {} };
  const { id, ref, amount, currency, state, paid } = charge;
  return {
    status,
    body: {
      ...{ id: ref, reference: id, amount: paid ?? amount, currency },
      ...{ status: state === "failed" ? "cancelled" : state, url: `${books.url}/pay/${ref}` },
    },
  };
}

function make({ header, body }: Asked, books: Books): Told {
  const id = header("idempotency-key");
  const before = books.byId(id);
  if (before) return told(before, books);
  const { amount, currency, callbackUrl } = body as Record<string, string>;
  if (!amount || !currency || !callbackUrl) return { status: 400, body: {} };
  const ref = `C${books.charges.size + 1}`;
  return told(books.add({ id, ref, amount, currency, callbackUrl }), books, 201);
}

function cancel(charge: SimCharge | undefined, books: Books): Told {
  if (charge?.state === "open") charge.state = "failed";
  return told(charge, books, charge?.state === "paid" ? 409 : 200);
}

function refund({ header, body }: Asked, of: SimCharge | undefined, books: Books): Told {
  const id = header("idempotency-key");
  if (of?.state !== "paid") return { status: 400, body: {} };
  const { amount, currency } = body as { amount: string; currency: string };
  const given = books.refund({
    id,
    ref: `R${books.refunds.size + 1}`,
    of: of.ref,
    amount,
    currency,
  });
  given.state = "made";
  return { status: 200, body: { id: given.ref, status: "made" } };
}

function statement(books: Books): Told {
  const at = new Date().toISOString();
  const payments = [...books.charges.values()]
    .filter(({ state }) => state === "paid")
    .map(({ ref, paid, amount, currency }) => ({
      ...{ id: `P-${ref}`, kind: "payment", reference: ref, amount: paid ?? amount, currency, at },
    }));
  const refunds = [...books.refunds.values()].map(({ id, ref, amount, currency }) => ({
    ...{ id: ref, kind: "refund", reference: id, amount, currency, at },
  }));
  return { status: 200, body: { lines: [...payments, ...refunds] } };
}
