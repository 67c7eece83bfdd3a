import type { FastifyReply } from "fastify";
import {
  drawReceipt,
  paymentOf,
  spacedBillNumber,
  tillReceiptNumber,
  toldInNow,
} from "../../acts/index.ts";
import { type BillId, isUuid } from "../../kernel/index.ts";
import type { Bill, CashReceipt, TillReceipt } from "../../payments/index.ts";
import { notFound } from "../../platform/http/index.ts";
import { button, details, html, input, type SafeHtml, tag } from "../components/index.ts";
import type { Desk } from "./desk.ts";

/** The payment of a bill at a till and its receipt; undefined for what was paid elsewhere. */
export async function cashOf({ deps }: Desk, billId: BillId) {
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

/** A reason that was missing, at the receipt of this bill. */
export interface NotSaid {
  readonly billId: string;
  readonly text: string;
}

/**
 * The receipts of a till. Those of which the cashier has not said that they were given and signed
 * come first, each with a key for it and a way to say why not.
 */
export function receiptsView(
  desk: Desk,
  receipts: readonly TillReceipt[],
  notSaid: NotSaid | undefined,
): SafeHtml | null {
  const { t } = desk;
  if (receipts.length === 0) return null;
  const words = ({ receipt: number, year, billId, billNumber, money }: TillReceipt) =>
    html`${spacedBillNumber(billNumber)} · ${t.money(money)} ·${" "}
      ${receiptLink(desk, billId, { year, number })}`;
  const settled = receipts
    .filter(({ isSettled }) => isSettled)
    .map((each) => {
      const { notSigned } = each;
      const what = notSigned
        ? html`${tag(t("treasury.till.not-signed"), "action")} ${notSigned}`
        : tag(t("treasury.till.signed"), "good");
      return html`<li>${words(each)} ${what}</li>`;
    });
  const open = receipts
    .filter(({ isSettled }) => !isSettled)
    .map(
      (each) => html`<section class="hw-box"><p class="govuk-body">${words(each)}</p>
        ${settleForm(desk, each, notSaid?.billId === each.billId ? notSaid.text : undefined)}
        </section>`,
    );
  return html`
    ${
      open.length > 0
        ? html`<h2 class="govuk-heading-m">${t("treasury.till.to-give")}</h2>
          <p class="govuk-body">${t("treasury.till.to-give-hint")}</p>${open}`
        : null
    }
    ${
      settled.length > 0
        ? html`<h2 class="govuk-heading-m">${t("treasury.till.given")}</h2>
          <ul class="govuk-list">${settled}</ul>`
        : null
    }`;
}

function settleForm({ t, csrf }: Desk, { billId }: TillReceipt, error: string | undefined) {
  const form = (inside: SafeHtml) =>
    html`<form method="post" action="/treasury/till/receipts" novalidate>${csrf}
      <input type="hidden" name="bill" value="${billId}">${inside}</form>`;
  const text = t("treasury.till.was-signed-by-client");
  const id = `why-${billId}`;
  const label = t("treasury.till.why-not-signed");
  const why = input({ ...{ id, name: "why", label, maxlength: 300, error } }, t);
  const other = html`${why}${button({
    ...{ text: t("treasury.till.without"), kind: "secondary", name: "is", value: "not-signed" },
  })}`;
  return html`${form(button({ text, name: "is", value: "signed" }))}
    ${details(t("treasury.till.not-signed"), form(other), error !== undefined)}`;
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
