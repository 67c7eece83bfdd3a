import type { Outcome } from "../../../acts/index.ts";
import type { Application } from "../../../cases/index.ts";
import type { Bill } from "../../../payments/index.ts";
import type { Translate } from "../../../platform/i18n/index.ts";
import {
  button,
  html,
  linkButton,
  panel,
  type SafeHtml,
  summaryList,
} from "../../components/index.ts";
import { spacedNumber } from "./fees-view.ts";

/** What stands around a bill that can be paid from here. */
export interface Paying {
  readonly app: Application;
  readonly timeZone: string;
  /** Makes the same form, sent twice, one act. */
  readonly key: string;
  readonly csrf: SafeHtml;
}

/** One bill with its button. */
function billBox({ app, timeZone, key, csrf }: Paying, bill: Bill, t: Translate): SafeHtml {
  const amount = t.money(bill.money);
  const rows = [
    { key: t("pay.for"), value: t.words(bill.words) },
    { key: t("pay.amount"), value: html`<strong>${amount}</strong>` },
    {
      key: t("pay.number"),
      value: html`<span class="hw-reference">${spacedNumber(bill.number)}</span>`,
    },
  ];
  const by = t("pay.by", { date: t.until(bill.expiresAt, timeZone) });
  const hidden = html`${csrf}<input type="hidden" name="_key" value="${key}">
    <input type="hidden" name="bill" value="${bill.billId}">`;
  return html`<section class="hw-box">${summaryList({ rows, noBorder: true })}
    <p class="govuk-body">${by}</p><form method="post" action="/applications/${app.id}/pay">
    ${hidden}${button({ text: t("pay.button", { amount }) })}</form></section>`;
}

/** What is to be paid, each with its button. Pure. */
export const billsView = (paying: Paying, bills: readonly Bill[], t: Translate): SafeHtml =>
  html`<p class="govuk-caption-l">${t.words(paying.app.definition.title)}</p>
    <h1 class="govuk-heading-l">${t("pay.heading")}</h1>
    ${bills.map((bill) => billBox(paying, bill, t))}<p class="govuk-body">
    ${t("apply.never-ask")}</p>`;

/** The bill is on its way. The page looks again by itself; the button is for who does not wait. */
export const preparingView = (caseId: string, t: Translate): SafeHtml =>
  html`<h1 class="govuk-heading-l">${t("pay.heading")}</h1><p class="govuk-body-l" role="status">
    ${t("apply.bill-coming")}</p>
    ${linkButton({ text: t("pay.check"), href: `/applications/${caseId}/pay` })}`;

/** What became of the payment. Pure. */
export function outcomeView(paying: Paying, outcome: Outcome, t: Translate): SafeHtml {
  const { app } = paying;
  if (outcome.is === "paid") return paidView(app, outcome, t);
  if (outcome.is === "left") return leftView(paying, outcome.bill, t);
  const again = html`<div class="govuk-button-group">
    ${linkButton({
      text: t(outcome.is === "waiting" ? "pay.check" : "apply.pay-again"),
      href: `/applications/${app.id}/${outcome.is === "waiting" ? "paid" : "pay"}`,
    })}
    ${trackButton(app, t)}</div>`;
  const text = outcome.is === "waiting" ? t("pay.waiting-hint") : t("pay.failed");
  const title = outcome.is === "waiting" ? t("pay.waiting") : t("apply.pay-failed");
  return html`<h1 class="govuk-heading-l">${title}</h1><p class="govuk-body-l" role="status">
    ${text}</p>${again}`;
}

const trackButton = ({ id }: Application, t: Translate): SafeHtml =>
  linkButton({ text: t("submitted.track"), href: `/applications/${id}`, kind: "secondary" });

function paidView(
  app: Application,
  { bill: { money, number }, more }: Extract<Outcome, { is: "paid" }>,
  t: Translate,
): SafeHtml {
  const owed = more.map((bill) => t.money(bill.money));
  const next =
    owed.length === 0
      ? html`<p class="govuk-body">${t("apply.paid-next")}</p>
          ${linkButton({ text: t("submitted.track"), href: `/applications/${app.id}` })}`
      : html`<p class="govuk-body">${t("apply.to-pay", { amount: t.list(owed) })}</p>
          <div class="govuk-button-group">
          ${linkButton({ text: t("pay.heading"), href: `/applications/${app.id}/pay` })}
          ${trackButton(app, t)}</div>`;
  return html`${panel({
    title: t("pay.done"),
    text: `${t.money(money)} · ${t("pay.receipt")}`,
    reference: spacedNumber(number),
  })}
      ${next}`;
}

/** The payer came back and no payment was reported: nothing waits on their telephone. */
function leftView(paying: Paying, bill: Bill, t: Translate): SafeHtml {
  const check = linkButton({
    text: t("pay.check"),
    href: `/applications/${paying.app.id}/paid`,
    kind: "secondary",
  });
  return html`<p class="govuk-caption-l">${t.words(paying.app.definition.title)}</p>
    <h1 class="govuk-heading-l">${t("pay.left")}</h1>
    <p class="govuk-body-l" role="status">${t("pay.left-hint")}</p>
    ${billBox(paying, bill, t)}<p class="govuk-body">${t("pay.left-paid")}</p>
    <div class="govuk-button-group">${check}${trackButton(paying.app, t)}</div>`;
}
