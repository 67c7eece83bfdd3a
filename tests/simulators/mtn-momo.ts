import { randomUUID } from "node:crypto";
import { type Asked, type Books, type Kind, match, type Told } from "./core.ts";

const states = { open: "PENDING", paid: "SUCCESSFUL", failed: "FAILED" } as const;

/** MTN MoMo: Collections and the refunds of Disbursements. */
export const mtnMomo: Kind = {
  answer: (asked, books) => {
    const { method, path } = asked;
    if (/^\/(collection|disbursement)\/token\/$/.test(path)) return token(asked);
    if (!asked.header("authorization").startsWith("Bearer sim-")) return { status: 401 };
    if (asked.header("ocp-apim-subscription-key") === "") return { status: 401 };
    if (method === "POST" && path === "/collection/v1_0/requesttopay") return ask(asked, books);
    const id = match(/^\/collection\/v1_0\/requesttopay\/([^/]+)$/, path);
    if (id !== undefined) return read(id, books);
    if (method === "POST" && path === "/disbursement/v1_0/refund") return refund(asked, books);
    const refundId = match(/^\/disbursement\/v1_0\/refund\/([^/]+)$/, path);
    return refundId === undefined ? undefined : readRefund(refundId, books);
  },
  // Unsigned, and the same whoever sends it.
  callback: ({ id, amount, currency, state }) => ({
    method: "PUT",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ externalId: id, amount, currency, status: states[state] }),
  }),
};

const token = ({ header }: Asked): Told =>
  header("authorization").startsWith("Basic ")
    ? { status: 200, body: { access_token: `sim-${randomUUID()}`, expires_in: 3600 } }
    : { status: 401 };

/** What MTN answers 500 to (an apostrophe) or refuses. */
function isPayerMessage(text: unknown): boolean {
  return typeof text === "string" && text.length <= 160 && /^[\x20-\x7e]*$/.test(text);
}

function ask({ header, body }: Asked, books: Books): Told {
  const id = header("x-reference-id");
  if (!/^[0-9a-f-]{36}$/.test(id)) return { status: 400, body: { message: "X-Reference-Id" } };
  if (books.byId(id)) return { status: 409, body: { code: "RESOURCE_ALREADY_EXIST" } };
  if (String(body.payerMessage).includes("'")) return { status: 500, body: {} };
  const { partyId } = (body.payer ?? {}) as { partyId?: string };
  if (!isPayerMessage(body.payerMessage) || !/^2507\d{8}$/.test(partyId ?? ""))
    return { status: 400, body: { message: "invalid" } };
  const { amount, currency } = body as { amount: string; currency: string };
  books.add({ id, ref: id, amount, currency, callbackUrl: header("x-callback-url") });
  return { status: 202 };
}

function read(id: string, books: Books): Told {
  const charge = books.byId(id);
  if (!charge) return { status: 404, body: { code: "RESOURCE_NOT_FOUND" } };
  const { currency, state, paid, amount } = charge;
  const body = { externalId: id, amount: paid ?? amount, currency, status: states[state] };
  return { status: 200, body };
}

function refund({ header, body }: Asked, books: Books): Told {
  const id = header("x-reference-id");
  if (books.refunds.has(id)) return { status: 409, body: {} };
  const of = books.byId(String(body.referenceIdToRefund));
  if (of?.state !== "paid") return { status: 400, body: {} };
  const { amount, currency } = body as { amount: string; currency: string };
  books.refund({ id, ref: `F${books.refunds.size + 1}`, of: of.ref, amount, currency });
  return { status: 202 };
}

function readRefund(id: string, books: Books): Told {
  const given = books.refunds.get(id);
  if (!given) return { status: 404, body: {} };
  // Asked once it is on its way, asked again it is there.
  const { state, ref, amount, currency } = given;
  given.state = "made";
  const status = state === "made" ? "SUCCESSFUL" : "PENDING";
  return { status: 200, body: { status, amount, currency, financialTransactionId: ref } };
}
