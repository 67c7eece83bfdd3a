import { type BillStanding, billStanding } from "../../../acts/index.ts";
import { type Application, mayStillFallDue, owedNow, unpaid } from "../../../cases/index.ts";
import { type Bill, normaliseBillNumber } from "../../../payments/index.ts";
import type { Translate } from "../../../platform/i18n/index.ts";
import { html, type SafeHtml, summaryList, type Tone, tag } from "../../components/index.ts";
import { dueWords } from "../../questions/index.ts";
import type { CaseView } from "./case-given.ts";
import { paperLang } from "./own.ts";

const tones: Readonly<Record<BillStanding["is"], Tone>> = {
  created: "action",
  pending: "waiting",
  left: "action",
  paid: "good",
  failed: "action",
  expired: "neutral",
  refunded: "neutral",
  cancelled: "neutral",
};

/** 881234567890 → 8812 3456 7890, as it is read out. */
export const spacedNumber = (number: string): string =>
  (normaliseBillNumber(number) ?? number).replaceAll(/(\d{4})(?=\d)/g, "$1\u00a0");

/** Each bill with its number, its amount and where it stands. Pure. */
export function feesView(
  view: Pick<CaseView, "app" | "bills" | "catalogue" | "left" | "now">,
  t: Translate,
): SafeHtml | null {
  const { app, bills, catalogue, left, now } = view;
  // Where it is over, only what is waited for is owed; before that, what may still come is said.
  const owed = mayStillFallDue(app.state) ? unpaid(app.state) : owedNow(app.state);
  if (bills.length === 0 && owed.length === 0) return null;
  const zone = catalogue.jurisdiction.timeZone;
  const rows = bills.map((bill) => {
    const { is, notice } = billStanding(bill, app.state, now, left.has(bill.billId));
    const note = notice && html`<br>${t(`apply.${notice}`)}`;
    return {
      key: t.words(bill.words),
      value: html`${t.money(bill.money)} ${tag(t(`apply.bill.${is}`), tones[is])}
        <span class="hw-muted">${is === "cancelled" ? null : numberView(bill, is, zone, t)}${note}
        </span>${is === "paid" ? html`<br>${receiptLink(app, bill, t)}` : null}`,
    };
  });
  const billed = new Set(bills.map(({ feeId }) => feeId));
  const later = owed
    .filter(({ id }) => !billed.has(id))
    .map(({ id, money, due }) => ({
      key: t.words(app.definition.fees.find((fee) => fee.id === id)?.title) || id,
      value: html`${t.money(money)}<br><span class="hw-muted">
        ${dueWords(app.definition, due, "apply.fee", t)}</span>`,
    }));
  return html`<h2 class="govuk-heading-m">${t("service.fee")}</h2>
    ${summaryList({ rows: [...rows, ...later] })}`;
}

/** To the receipt of a paid bill, in the language in which the person is told. */
export const receiptLink = (
  app: Pick<Application, "id" | "state">,
  { billId }: Bill,
  t: Translate,
): SafeHtml =>
  html`<a class="govuk-link"
    href="/applications/${app.id}/bills/${billId}/receipt/${paperLang(app, t)}"
    download>${t("slip.download-receipt")} (PDF)</a>`;

/** A bill that can no longer be paid has no day by which to pay it. */
function numberView(
  { number, paidAt, expiresAt }: Bill,
  is: BillStanding["is"],
  zone: string,
  t: Translate,
): SafeHtml {
  if (is === "expired") return html`<br>${t("pay.number")}: ${spacedNumber(number)}`;
  const day = paidAt ? t.day(paidAt, zone) : t("pay.by", { date: t.until(expiresAt, zone) });
  return html`<br>${t("pay.number")}: ${spacedNumber(number)}<br>${day}`;
}
