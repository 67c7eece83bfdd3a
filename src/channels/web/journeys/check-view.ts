import { dueWords } from "../../../acts/index.ts";
import { type Definition, type Requirement, tariffOn } from "../../../catalogue/index.ts";
import type { AnsweredPage, Documents, journeyFees } from "../../../form/index.ts";
import type { Duration, Refusal } from "../../../kernel/index.ts";
import type { Translate } from "../../../platform/i18n/index.ts";
import {
  answered,
  button,
  buttonGroup,
  checkbox,
  errorSummary,
  html,
  linkButton,
  notificationBanner,
  type SafeHtml,
  summaryList,
} from "../../components/index.ts";
import { firstButton } from "../../questions/index.ts";
import { contradictions, durationIn, provenance } from "../public/facts.ts";
import { feeNotes, rangeIn } from "../public/fee-notes.ts";

/** One service with the answers that were asked in it. */
export interface CheckedStep {
  readonly def: Definition;
  /** Address of its pages. */
  readonly base: string;
  readonly pages: readonly AnsweredPage[];
  readonly documents: Documents;
  /** Requirements that these answers do not meet. */
  readonly unmet: readonly Requirement[];
}

export interface CheckView {
  readonly title: string;
  /** Address of the journey. */
  readonly path: string;
  readonly steps: readonly CheckedStep[];
  readonly fees: ReturnType<typeof journeyFees>;
  /** One after the other. */
  readonly times: readonly Duration[];
  readonly today: string;
  readonly refusal: Refusal | undefined;
  readonly csrf: SafeHtml;
}

/** Everything once more, and one agreement for all of it. Pure. */
export function checkView(view: CheckView, t: Translate): SafeHtml {
  const { title, steps, refusal } = view;
  const isPossible = steps.every(({ unmet }) => unmet.length === 0);
  const errors = refusal ? errorSummary([errorIn(refusal, t)], t) : null;
  const banners = steps.map((step) => notEligible(step, t));
  return html`${errors}<p class="govuk-caption-l">${title}</p><h1 class="govuk-heading-l">${t("journey.check-heading")}</h1><p class="govuk-body-l">${t("journey.check-lead")}</p>${banners}${steps.map((step) => stepView(step, t))}${feesView(view, t)}${timeView(view, t)}${isPossible ? agreeForm(view, t) : null}`;
}

const errorIn = ({ code }: Refusal, t: Translate) =>
  code === "case.declaration-missing"
    ? { id: "declaration", text: t("problems.declaration") }
    : { text: t.refusal({ code }) };

function stepView(step: CheckedStep, t: Translate): SafeHtml {
  const rows = step.pages.flatMap((page) =>
    page.rows.map(({ field, question, ...row }) => ({
      key: question,
      value: field.startsWith("documents.")
        ? filesView(field, step, t)
        : answered(row) || t("form.not-answered"),
      actions: [
        { href: changePath(step, page.page, field), text: t("form.change"), hidden: question },
      ],
    })),
  );
  return html`<h2 class="govuk-heading-m">${t.words(step.def.title)}</h2>${rows.length > 0 ? summaryList({ rows }) : null}`;
}

function changePath({ base }: CheckedStep, page: string, field: string): string {
  if (page === "documents") return `${base}/documents`;
  const item = /\[(\d+)\]/.exec(field)?.[1];
  return `${base}/page/${page}${item === undefined ? "" : `/${Number(item) + 1}`}?change=1`;
}

function filesView(field: string, { documents }: CheckedStep, t: Translate) {
  const files = documents[field.slice("documents.".length)] ?? [];
  if (files.length === 0) return t("form.not-answered");
  return html`${files.map(({ id, name }) => html`<a class="govuk-link" href="/files/${id}">${name}</a><br>`)}`;
}

/** The fees of every step, with the moment at which each is due, and their sum. */
export function feesView(
  { steps, fees, today }: Pick<CheckView, "steps" | "fees" | "today">,
  t: Translate,
): SafeHtml {
  const rows = fees.steps.map(({ service, fees: own }) => {
    const def = steps.find((step) => step.def.id === service)?.def;
    const lines = own.map(({ id, title, money, due, upTo, ...more }) => {
      const fee = def?.fees.find((each) => each.id === id);
      const tariff = fee && tariffOn(fee, today);
      return html`${t.words(title)}: ${upTo ? rangeIn(money, upTo, t) : t.money(money)}${feeNotes(more, t)} <span class="hw-muted">${def ? dueWords(def, due, "apply.fee", t) : ""}</span><br>${tariff && provenance(tariff, t)}${contradictions(fee?.contradictedBy ?? [], t)}`;
    });
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
  return html`<h2 class="govuk-heading-m">${t("journey.fees")}</h2>${summaryList({ rows: [...rows, total] })}<p class="govuk-body">${t("journey.fee-later")}</p>`;
}

function timeView({ times }: CheckView, t: Translate): SafeHtml | null {
  if (times.length === 0) return null;
  const whole = times
    .map((limit) => durationIn(limit, t))
    .reduce((first, next) => t("journey.time-then", { first, next }));
  return html`<h2 class="govuk-heading-m">${t("journey.times")}</h2><p class="govuk-body">${whole}</p>`;
}

function notEligible({ def, unmet }: CheckedStep, t: Translate): SafeHtml | null {
  if (unmet.length === 0) return null;
  const reasons = unmet.map(({ else: words }) => html`<li>${t.words(words)}</li>`);
  const content = html`<p class="govuk-body">${t.words(def.title)}</p><p class="govuk-body">${t("eligibility.because")}</p><ul class="govuk-list govuk-list--bullet">${reasons}</ul>`;
  const heading = t("eligibility.not-eligible");
  return notificationBanner({ heading, content, id: `not-eligible-${def.id}` }, t);
}

function agreeForm({ path, steps, refusal, csrf }: CheckView, t: Translate): SafeHtml {
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
  const list = steps.map(({ def }) => html`<li>${t.words(def.title)}</li>`);
  return html`<form method="post" action="${path}/check" novalidate>${csrf}${firstButton}<h2 class="govuk-heading-m">${t("journey.declaration-heading")}</h2><p class="govuk-body">${t("journey.declaration-lead")}</p><ol class="govuk-list govuk-list--number">${list}</ol>${box}${buttonGroup(button({ text: t("journey.send") }), later)}</form>`;
}
