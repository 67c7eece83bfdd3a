import { type BillStanding, billStanding, payable } from "../../acts/index.ts";
import type { CaseState } from "../../cases/index.ts";
import { type Bill, normaliseBillNumber } from "../../payments/index.ts";
import type { Translate } from "../../platform/i18n/index.ts";
import {
  html,
  linkButton,
  type SafeHtml,
  summaryList,
  type Tone,
  tag,
} from "../components/index.ts";
import type { VisitDesk } from "./visit-desk.ts";

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
  /** Where cash is taken in this hall now; absent where no cash is taken. */
  readonly cashDesk?: CashDesk | undefined;
}

/** The cash desk of a hall. */
export interface CashDesk {
  /** Names of the cashiers whose till is open now. */
  readonly cashiers: readonly string[];
  /** Whether the operator is one of them, and takes the cash with one press. */
  readonly own: boolean;
}

/** The cash desk of the hall of this visit; undefined for an agent, who takes no fees. */
export async function cashDeskOf({
  deps,
  visit,
  officer,
}: VisitDesk): Promise<CashDesk | undefined> {
  if (visit.centre === null) return undefined;
  const open = await deps.payments.cashiersAt(visit.centre);
  const names = await deps.officerNames(open);
  return {
    cashiers: open.flatMap((id) => names.get(id) ?? []),
    own: officer.roles.includes("cashier") && open.includes(officer.id),
  };
}

function cashView({ cashDesk, now }: BillsOf, bills: readonly Bill[], t: Translate) {
  if (!cashDesk) return html`<p class="govuk-body">${t("counter.cash.none")}</p>`;
  const { cashiers, own } = cashDesk;
  const words =
    cashiers.length === 0
      ? t("counter.cash.closed")
      : t("counter.cash.open", { names: t.list(cashiers) });
  const [first] = payable(bills, now);
  const take =
    own &&
    first &&
    linkButton({
      text: t("counter.cash.take", { amount: t.money(first.money) }),
      href: `/treasury/till?number=${first.number}`,
      kind: "secondary",
    });
  return html`<p class="govuk-body">${words}</p>${take || null}`;
}

/** Numbers, amounts, and how one pays: cash at the cash desk of the hall alone. */
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
      ? html`<p class="govuk-body">${t("counter.pay-ways")}</p>${cashView(of, bills, t)}`
      : null;
  return html`<h2 class="govuk-heading-m">${t("service.fee")}</h2>${summaryList({ rows })}${ways}`;
}

function numberView(bill: Bill, { zone }: BillsOf, t: Translate): SafeHtml {
  const { paidAt, expiresAt } = bill;
  const day = paidAt ? t.day(paidAt, zone) : t("pay.by", { date: t.until(expiresAt, zone) });
  return html`<br>${t("pay.number")}: <strong class="hw-reference">${spaced(bill.number)}</strong>
    <br><span class="hw-muted">${day}</span>`;
}
