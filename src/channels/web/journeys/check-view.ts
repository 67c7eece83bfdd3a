import type { Contact } from "../../../cases/index.ts";
import type { JourneyFees, Summary } from "../../../form/index.ts";
import type { Refusal } from "../../../kernel/index.ts";
import type { Translate } from "../../../platform/i18n/index.ts";
import {
  button,
  buttonGroup,
  checkbox,
  errorSummary,
  html,
  inset,
  linkButton,
  type SafeHtml,
  summaryList,
} from "../../components/index.ts";
import { answersView, feeIn, firstButton, type ToldIn, unmetView } from "../../questions/index.ts";
import { type Applicant, applicantView, messagesView } from "../apply/check-view.ts";
import { type Sum, sumView } from "./sum-view.ts";

/** One service with the answers that were asked in it. */
export interface CheckedStep {
  readonly summary: Summary;
  /** Address of its pages. */
  readonly base: string;
}

export interface CheckView {
  readonly title: string;
  /** Address of the journey. */
  readonly path: string;
  readonly steps: readonly CheckedStep[];
  readonly fees: JourneyFees;
  /** The cost and the time of all of them. */
  readonly sum: Sum;
  readonly refusal: Refusal | undefined;
  readonly csrf: SafeHtml;
  /** What the identity service confirmed of whoever applies. */
  readonly applicant: Applicant;
  /** Where the person is written to about each of the applications. */
  readonly account: Contact;
  /** How fees are paid, where that is not possible online. */
  readonly noWay?: string | undefined;
  /** In which language, and in which others they may be. */
  readonly told: ToldIn;
}

/** All answers to check, and one agreement for all services. Pure. */
export function checkView(view: CheckView, t: Translate): SafeHtml {
  const { title, steps, refusal } = view;
  const isPossible = steps.every(({ summary: { unmet } }) => unmet.length === 0);
  const errors = refusal ? errorSummary([errorIn(refusal, t)], t) : null;
  const banners = steps.map(({ summary }) => unmetView(summary, t, true));
  return html`${errors}<p class="govuk-caption-l">${title}</p><h1 class="govuk-heading-l">
    ${t("journey.check-heading")}</h1><p class="govuk-body-l">${t("journey.check-lead")}</p>
    ${banners}${sumView(view.sum, t)}${contentsView(steps, t)}
    ${applicantView(view.applicant, t)}
    ${steps.map((step) => stepView(step, t))}${feesView(view, t)}
    ${view.noWay && view.fees.sums.length > 0 ? inset(view.noWay) : null}
    ${isPossible ? agreeForm(view, t) : null}`;
}

const errorIn = ({ code }: Refusal, t: Translate) =>
  code === "case.declaration-missing"
    ? { id: "declaration", text: t("problems.declaration") }
    : { text: t.refusal({ code }) };

const heading = (title: string): SafeHtml => html`<h3 class="govuk-heading-s">${title}</h3>`;

/** Links to the parts, of which each is a page of answers long. */
const contentsView = (steps: readonly CheckedStep[], t: Translate): SafeHtml | null =>
  steps.length < 2
    ? null
    : html`<ol class="govuk-list govuk-list--number">${steps.map(
        ({ summary: { def } }) =>
          html`<li><a class="govuk-link" href="#part-${def.id}">${t.words(def.title)}</a></li>`,
      )}</ol>`;

function stepView({ summary, base }: CheckedStep, t: Translate): SafeHtml {
  const answers = answersView({ ...summary, base, files: "/files", heading }, t);
  const { id, title } = summary.def;
  return html`<section class="hw-compact" aria-labelledby="part-${id}">
    <h2 class="govuk-heading-l" id="part-${id}">${t.words(title)}</h2>${answers}</section>`;
}

/** The fees of every step, with the moment at which each is due, and their sum. */
export function feesView(
  {
    steps,
    fees,
  }: {
    readonly steps: CheckView["steps"];
    readonly fees: Pick<JourneyFees, "steps" | "sums">;
  },
  t: Translate,
): SafeHtml {
  const rows = fees.steps.map(({ service, fees: own }) => {
    const def = steps.find(({ summary }) => summary.def.id === service)?.summary.def;
    const lines = def ? own.map((fee) => html`${t.words(fee.title)}: ${feeIn(def, fee, t)}`) : [];
    return {
      key: t.words(def?.title),
      value: lines.length > 0 ? html`${lines}` : t("journey.fee-none"),
    };
  });
  const sums = t.list(fees.sums.map((money) => t.money(money)));
  const total = {
    key: t("journey.fee-sum"),
    value: html`<strong>${sums || t("journey.fee-none")}</strong>`,
  };
  return html`<h2 class="govuk-heading-m">${t("journey.fees")}</h2>
    ${summaryList({ rows: [...rows, total] })}<p class="govuk-body">${t("journey.fee-later")}</p>`;
}

function agreeForm(
  { path, steps, refusal, csrf, account, told }: CheckView,
  t: Translate,
): SafeHtml {
  const error =
    refusal?.code === "case.declaration-missing" ? t("problems.declaration") : undefined;
  const box = checkbox(
    { id: "declaration", name: "declaration", label: t("journey.declaration"), error },
    t,
  );
  const later = linkButton({
    text: t("form.save-and-finish-later"),
    href: `${path}/saved`,
    kind: "secondary",
  });
  const list = steps.map(({ summary: { def } }) => html`<li>${t.words(def.title)}</li>`);
  return html`<form method="post" action="${path}/check" novalidate>${csrf}${firstButton}
    ${messagesView({ account, other: undefined, told }, t)}
    <h2 class="govuk-heading-m">${t("journey.declaration-heading")}</h2><p class="govuk-body">
    ${t("journey.declaration-lead")}</p><ol class="govuk-list govuk-list--number">${list}</ol>
    ${box}${buttonGroup(button({ text: t("journey.send") }), later)}</form>`;
}
