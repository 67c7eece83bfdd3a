import { type BillStanding, billStanding, payable } from "../../acts/index.ts";
import type { CaseState } from "../../cases/index.ts";
import { type Bill, normaliseBillNumber } from "../../payments/index.ts";
import type { Translate } from "../../platform/i18n/index.ts";
import { html, type SafeHtml, summaryList, type Tone, tag } from "../components/index.ts";

const tones: Readonly<Record<BillStanding["is"], Tone>> = {
  created: "action",
  pending: "waiting",
  left: "action",
  failed: "action",
  paid: "good",
  expired: "neutral",
  refunded: "neutral",
  cancelled: "neutral",
};

/** 881234567890 → 8812 3456 7890, as it is read out. */
export const spaced = (number: string): string =>
  (normaliseBillNumber(number) ?? number).replaceAll(/(\d{4})(?=\d)/g, "$1\u00a0");

export interface BillsOf {
  readonly state: Pick<CaseState, "status">;
  readonly now: Date;
  readonly zone: string;
}

/** Numbers, amounts, and how one pays: never in cash at the counter. */
export function billsView(bills: readonly Bill[], of: BillsOf, t: Translate): SafeHtml | null {
  if (bills.length === 0) return null;
  const rows = bills.map((bill) => {
    const { is, notice } = billStanding(bill, of.state, of.now);
    const note = notice && html`<br><span class="hw-muted">${t(`apply.${notice}`)}</span>`;
    return {
      key: t.words(bill.words),
      value: html`<strong>
        ${t.money(bill.money)}</strong> ${tag(t(`apply.bill.${is}`), tones[is])}
        ${is === "cancelled" ? null : numberView(bill, of, t)}${note}`,
    };
  });
  const ways =
    payable(bills, of.now).length > 0
      ? html`<p class="govuk-body">${t("counter.pay-ways")}</p>`
      : null;
  return html`<h2 class="govuk-heading-m">${t("service.fee")}</h2>${summaryList({ rows })}${ways}`;
}

function numberView(bill: Bill, { zone }: BillsOf, t: Translate): SafeHtml {
  const { paidAt, expiresAt } = bill;
  const day = paidAt ? t.day(paidAt, zone) : t("pay.by", { date: t.until(expiresAt, zone) });
  return html`<br>${t("pay.number")}: <strong class="hw-reference">${spaced(bill.number)}</strong>
    <br><span class="hw-muted">${day}</span>`;
}
