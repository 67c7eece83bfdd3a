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

export interface BillsView {
  readonly app: Application;
  readonly bills: readonly Bill[];
  readonly timeZone: string;
  /** Makes the same form, sent twice, one act. */
  readonly key: string;
  readonly csrf: SafeHtml;
}

/** What is to be paid, each with its button. Pure. */
export function billsView({ app, bills, timeZone, key, csrf }: BillsView, t: Translate): SafeHtml {
  const each = bills.map((bill) => {
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
  });
  return html`<p class="govuk-caption-l">${t.words(app.definition.title)}</p>
    <h1 class="govuk-heading-l">${t("pay.heading")}</h1>${each}<p class="govuk-body">
    ${t("apply.never-ask")}</p>`;
}

/** The bill is on its way. The page looks again by itself; the button is for who does not wait. */
export const preparingView = (caseId: string, t: Translate): SafeHtml =>
  html`<h1 class="govuk-heading-l">${t("pay.heading")}</h1><p class="govuk-body-l" role="status">
    ${t("apply.bill-coming")}</p>
    ${linkButton({ text: t("pay.check"), href: `/applications/${caseId}/pay` })}`;

/** What became of the payment. Pure. */
export function outcomeView(app: Application, outcome: Outcome, t: Translate): SafeHtml {
  const back = linkButton({
    text: t("submitted.track"),
    href: `/applications/${app.id}`,
    kind: "secondary",
  });
  if (outcome.is === "paid") {
    const { money, number } = outcome.bill;
    const owed = outcome.more.map((bill) => t.money(bill.money));
    const next =
      owed.length === 0
        ? html`<p class="govuk-body">${t("apply.paid-next")}</p>
          ${linkButton({ text: t("submitted.track"), href: `/applications/${app.id}` })}`
        : html`<p class="govuk-body">${t("apply.to-pay", { amount: t.list(owed) })}</p>
          <div class="govuk-button-group">
          ${linkButton({ text: t("pay.heading"), href: `/applications/${app.id}/pay` })}
          ${back}</div>`;
    return html`${panel({
      title: t("pay.done"),
      text: `${t.money(money)} · ${t("pay.receipt")}`,
      reference: spacedNumber(number),
    })}
      ${next}`;
  }
  const again = html`<div class="govuk-button-group">
    ${linkButton({
      text: t(outcome.is === "waiting" ? "pay.check" : "apply.pay-again"),
      href: `/applications/${app.id}/${outcome.is === "waiting" ? "paid" : "pay"}`,
    })}
    ${back}</div>`;
  const text = outcome.is === "waiting" ? t("pay.waiting-hint") : t("pay.failed");
  const title = outcome.is === "waiting" ? t("pay.waiting") : t("apply.pay-failed");
  return html`<h1 class="govuk-heading-l">${title}</h1><p class="govuk-body-l" role="status">
    ${text}</p>${again}`;
}
