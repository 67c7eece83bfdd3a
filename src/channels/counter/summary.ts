import { dueWords } from "../../acts/index.ts";
import { chargeOf } from "../../counter/index.ts";
import { type FeeDue, feesOf } from "../../form/index.ts";
import { type Money, sumByCurrency } from "../../kernel/index.ts";
import type { Translate } from "../../platform/i18n/index.ts";
import { html, type SafeHtml, type SummaryRow, summaryList } from "../components/index.ts";
import type { Opened } from "../questions/index.ts";
import type { VisitDesk } from "./visit-desk.ts";

/** What an agent asks for his own work; nothing is nothing, and is said. */
export const chargeIn = (money: Money | undefined, t: Translate): string =>
  money && money.minor > 0 ? t.money(money) : t("counter.charge-none");

export const feesDue = ({ def, draft, facts }: Opened): readonly FeeDue[] =>
  feesOf(def, draft.answers, facts, facts.today);

export const totalIn = (fees: readonly { readonly money: Money }[], t: Translate): string => {
  const sums = sumByCurrency(fees.map(({ money }) => money)).filter(({ minor }) => minor > 0);
  return sums.length === 0 ? t("service.free") : t.list(sums.map((money) => t.money(money)));
};

/** Fees, one by one and together, with what an agent asks beside them. */
export function costsView(
  { deps, visit }: Pick<VisitDesk, "deps" | "visit">,
  opened: Opened,
  t: Translate,
): SafeHtml {
  const fees = feesDue(opened);
  const rows: SummaryRow[] = fees.map(({ title, money, due }) => ({
    key: t.words(title),
    value: html`${t.money(money)} <span class="hw-muted">${dueWords(opened.def, due, "apply.fee", t)}</span>`,
  }));
  const total = { key: t("apply.fee-total"), value: totalIn(fees, t) };
  const charge = chargeOf(deps.counter.rules, visit.door, opened.def.id);
  const agent = { key: t("counter.charge"), value: chargeIn(charge, t) };
  const more = [...(fees.length === 1 ? [] : [total]), ...(visit.door === "agent" ? [agent] : [])];
  return html`<h2 class="govuk-heading-m">${t("check.fee")}</h2>${summaryList({ rows: [...rows, ...more] })}`;
}
