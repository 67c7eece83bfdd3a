import { payable } from "../../acts/index.ts";
import { type Bill, normaliseBillNumber } from "../../payments/index.ts";
import type { Translate } from "../../platform/i18n/index.ts";
import { html, type SafeHtml, summaryList, type Tone, tag } from "../components/index.ts";

const tones: Readonly<Record<Bill["status"], Tone>> = {
  created: "action",
  pending: "waiting",
  failed: "action",
  paid: "good",
  expired: "neutral",
  refunded: "neutral",
};

/** 881234567890 → 8812 3456 7890, as it is read out. */
export const spaced = (number: string): string =>
  (normaliseBillNumber(number) ?? number).replaceAll(/(\d{4})(?=\d)/g, "$1\u00a0");

/** Numbers, amounts, and how one pays: never in cash at the counter. */
export function billsView(
  bills: readonly Bill[],
  { now, zone }: { readonly now: Date; readonly zone: string },
  t: Translate,
): SafeHtml | null {
  if (bills.length === 0) return null;
  const rows = bills.map((bill) => ({
    key: t.words(bill.words),
    value: html`<strong>
      ${t.money(bill.money)}</strong> ${tag(t(`apply.bill.${bill.status}`), tones[bill.status])}<br>
      ${t("pay.number")}: <strong class="hw-reference">${spaced(bill.number)}</strong><br>
      <span class="hw-muted">
      ${
        bill.paidAt === undefined
          ? t("pay.by", { date: t.until(bill.expiresAt, zone) })
          : t.day(bill.paidAt, zone)
      }
      </span>`,
  }));
  const ways =
    payable(bills, now).length > 0
      ? html`<p class="govuk-body">${t("counter.pay-ways")}</p>`
      : null;
  return html`<h2 class="govuk-heading-m">${t("service.fee")}</h2>${summaryList({ rows })}${ways}`;
}
