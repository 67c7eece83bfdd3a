import type { FastifyReply } from "fastify";
import { drawReceipt, paymentOf, tillReceiptNumber, toldInNow } from "../../acts/index.ts";
import { type BillId, isUuid } from "../../kernel/index.ts";
import type { Bill, CashReceipt } from "../../payments/index.ts";
import { notFound } from "../../platform/http/index.ts";
import { html, type SafeHtml } from "../components/index.ts";
import type { Desk } from "./desk.ts";

/** The payment of a bill at a till and its receipt; undefined for what was paid elsewhere. */
async function cashOf({ deps }: Desk, billId: BillId) {
  const attempt = paymentOf(await deps.payments.attemptsOf(billId));
  const cash = attempt && (await deps.payments.cashReceiptOf(attempt.id));
  return cash && { attempt, cash };
}

/** To the receipt of a bill that was paid in cash. */
export const receiptLink = (
  { t }: Desk,
  billId: BillId,
  cash: Pick<CashReceipt, "year" | "number">,
): SafeHtml =>
  html`<a class="govuk-link" href="/treasury/till/receipts/${billId}"
    download>${t("slip.download-receipt")} ${tillReceiptNumber(cash)} (PDF)</a>`;

/** The receipt of a bill that somebody finds again; null where it was not paid in cash. */
export async function receiptOfBill(desk: Desk, { billId }: Bill): Promise<SafeHtml | null> {
  const paid = await cashOf(desk, billId);
  return paid ? html`<p class="govuk-body">${receiptLink(desk, billId, paid.cash)}</p>` : null;
}

/**
 * GET /treasury/till/receipts/:billId: as PDF, in the language in which its person is told; 404 for
 * what was not paid at a till.
 */
export async function sendReceipt(desk: Desk): Promise<FastifyReply> {
  const { deps, request, reply } = desk;
  const { billId = "" } = request.params as { billId?: string };
  if (!isUuid(billId)) throw notFound();
  const paid = await cashOf(desk, billId as BillId);
  const bill = paid && (await deps.payments.billById(billId as BillId));
  const application = bill && (await deps.cases.open(bill.caseId));
  if (!application) throw notFound();
  const lang = await toldInNow(deps, application);
  const cashier = (await deps.officerNames([paid.cash.cashier])).get(paid.cash.cashier);
  const bytes = await drawReceipt(deps, { application, bill, ...paid, cashier }, lang);
  return reply
    .header("content-type", "application/pdf")
    .header("content-disposition", `attachment; filename="${bill.number}-${lang}.pdf"`)
    .header("cache-control", "private, no-store")
    .send(Buffer.from(bytes));
}
