import { createHmac } from "node:crypto";
import { type Asked, type Books, type Kind, match, type SimCharge, type Told } from "./core.ts";

export const secretKey = "sk_sim_irembopay";

/** IremboPay v2: invoices and batches of them, callbacks signed `t=,s=`. */
export const iremboPay: Kind = {
  answer: (asked, books) => {
    const { method, path } = asked;
    const shown = match(/^\/pay\/([^/]+)$/, path);
    if (shown !== undefined) return { status: 200, html: `<h1>Invoice ${shown}</h1>` };
    if (asked.header("irembopay-secretkey") !== secretKey) return { status: 401, body: {} };
    if (asked.header("x-api-version") !== "2") return { status: 400, body: {} };
    if (method === "POST" && path === "/payments/invoices") return make(asked, books);
    if (method === "POST" && path === "/payments/invoices/batch") return batch(asked, books);
    const ref = match(/^\/payments\/invoices\/([^/]+)$/, path);
    const invoice = ref === undefined ? undefined : books.by(ref);
    if (!invoice) return { status: 404, body: { success: false } };
    if (method === "PUT") {
      if (invoice.state !== "open") return { status: 400, body: { success: false } };
      invoice.expiresAt = String(asked.body.expiryAt);
      invoice.state = "failed";
    }
    return told(invoice, books);
  },
  callback: (charge, genuine, now) => {
    const body = JSON.stringify({ data: { invoiceNumber: charge.ref, paymentStatus: "PAID" } });
    const key = genuine ? secretKey : "guessed";
    const s = createHmac("sha256", key).update(`${now}#${body}`).digest("hex");
    const headers = {
      "content-type": "application/json",
      "irembopay-signature": `t=${now},s=${s}`,
    };
    return { method: "POST", headers, body };
  },
};

const statuses = { open: "NEW", paid: "PAID", failed: "EXPIRED" } as const;

const told = (charge: SimCharge, books: Books, status = 200): Told => ({
  status,
  body: {
    success: true,
    data: {
      invoiceNumber: charge.ref,
      transactionId: charge.id,
      amount: Number(charge.paid ?? charge.amount),
      currency: charge.currency,
      paymentStatus: statuses[charge.state],
      paymentLinkUrl: `${books.url}/pay/${charge.ref}`,
    },
  },
});

const refused = (message: string): Told => ({ status: 400, body: { success: false, message } });

const numberOf = (books: Books): string => `8805${String(books.charges.size + 1).padStart(8, "0")}`;

function make({ body }: Asked, books: Books): Told {
  const id = String(body.transactionId);
  if (books.byId(id)) return refused("transactionId");
  const [item] = body.paymentItems as { unitAmount: number; quantity: number; code: string }[];
  if (!item?.code || !body.paymentAccountIdentifier) return refused("item");
  const amount = String(item.unitAmount * item.quantity);
  const callbackUrl = callbackOf(books);
  const charge = { id, ref: numberOf(books), amount, currency: "RWF", callbackUrl };
  return told(books.add({ ...charge, expiresAt: String(body.expiryAt) }), books, 201);
}

/** An account's callback address is set with the provider, not sent with each invoice. */
const callbackOf = (_books: Books): string => process.env.SIM_CALLBACK ?? "";

/** One currency, no member paid or expired or in another batch, none to be paid alone after. */
function batch({ body }: Asked, books: Books): Told {
  const refs = body.invoiceNumbers as string[];
  const members = refs.flatMap((ref) => books.charges.get(ref) ?? []);
  if (members.length !== refs.length || members.length < 2) return refused("members");
  if (members.some(({ state, inBatch }) => state !== "open" || inBatch)) return refused("state");
  const amount = String(members.reduce((sum, each) => sum + Number(each.amount), 0));
  const made = books.add({
    ...{ id: String(body.transactionId), ref: numberOf(books), amount, currency: "RWF" },
    ...{ callbackUrl: callbackOf(books), members: refs },
  });
  for (const member of members) member.inBatch = made.ref;
  return told(made, books, 201);
}
