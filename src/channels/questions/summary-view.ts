import type { Definition, Requirement } from "../../catalogue/index.ts";
import type { FeeDue, Summary } from "../../form/index.ts";
import type { Money } from "../../kernel/index.ts";
import type { Translate } from "../../platform/i18n/index.ts";
import {
  html,
  notificationBanner,
  type SafeHtml,
  type SummaryRow,
  summaryList,
} from "../components/index.ts";
import { type AnswersView, answersView } from "./answers-view.ts";
import { bullets, dueWords, durationIn, entitlementIn, feeNotes, rangeIn } from "./facts-view.ts";

/** Everything once more before it is sent. */
export interface SummaryView extends Pick<AnswersView, "changeAt" | "change"> {
  readonly summary: Summary;
  /** Address under which the pages of the draft lie; none where nothing can be changed here. */
  readonly base: string | undefined;
  /** Address under which papers are shown by their id. */
  readonly files: string;
  /** What else is paid, beside the fees of the service. */
  readonly charges?: readonly SummaryRow[];
}

/** Answers, fees with when each is due, the time, and what the answers entitle to. Pure. */
export function summaryView(view: SummaryView, t: Translate): SafeHtml {
  const { summary, base, files, changeAt, change } = view;
  const { asked, documents } = summary;
  const shown = { asked, documents, base, files, change, ...(changeAt && { changeAt }) };
  const answers = answersView(shown, t);
  return html`${answers}${feesView(view, t)}${timeView(summary, t)}${entitlementsView(summary, t)}`;
}

/** The amount of a fee, and when it is due. */
export function feeIn(
  def: Definition,
  { money, due, upTo, ...more }: FeeDue,
  t: Translate,
): SafeHtml {
  const amount = upTo ? rangeIn(money, upTo, t) : t.money(money);
  const when = html`<span class="hw-muted">${dueWords(def, due, "apply.fee", t)}</span>`;
  return html`${amount}${feeNotes(more, t)} ${when}`;
}

/** All fees together; what costs nothing is free. */
export const totalIn = (sums: readonly Money[], t: Translate): string =>
  sums.length === 0 ? t("service.free") : t.list(sums.map((money) => t.money(money)));

function feesView({ summary, charges = [] }: SummaryView, t: Translate): SafeHtml {
  const { def, fees, sums } = summary;
  const rows: SummaryRow[] = fees.map((fee) => ({
    key: t.words(fee.title),
    value: feeIn(def, fee, t),
  }));
  const total = { key: t("apply.fee-total"), value: html`<strong>${totalIn(sums, t)}</strong>` };
  const all = [...rows, ...(fees.length === 1 ? [] : [total]), ...charges];
  return html`<h2 class="govuk-heading-m">${t("check.fee")}</h2>${summaryList({ rows: all })}`;
}

function timeView({ def: { process }, time }: Summary, t: Translate): SafeHtml | null {
  if (!process || !time) return null;
  return html`<h2 class="govuk-heading-m">${t("service.time")}</h2><p
class="govuk-body">${durationIn(time.limit, t)}</p>`;
}

function entitlementsView({ def, entitlements }: Summary, t: Translate): SafeHtml | null {
  if (entitlements.length === 0) return null;
  const items = entitlements.map((each) => entitlementIn(def, each, t));
  return html`<h2 class="govuk-heading-m">${t("public.entitled")}</h2>${bullets(items)}`;
}

/** Why it would be refused, so that it is not sent; undefined where every requirement is met. */
export function unmetView(
  { def, unmet }: { readonly def: Definition; readonly unmet: readonly Requirement[] },
  t: Translate,
  named = false,
): SafeHtml | undefined {
  if (unmet.length === 0) return undefined;
  const which = named ? html`<p class="govuk-body">${t.words(def.title)}</p>` : null;
  const reasons = bullets(unmet.map((each) => html`${t.words(each.else)}`));
  const content = html`${which}<p class="govuk-body">${t("eligibility.because")}</p>${reasons}`;
  const heading = t("eligibility.not-eligible");
  return notificationBanner({ heading, content, id: `not-eligible-${def.id}` }, t);
}
