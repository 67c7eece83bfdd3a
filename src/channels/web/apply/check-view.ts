import { dueWords } from "../../../acts/index.ts";
import {
  type Clock,
  type Definition,
  type Entitlement,
  type Requirement,
  type TimeLimit,
  tariffOn,
} from "../../../catalogue/index.ts";
import type { Asked, Documents, FeeDue } from "../../../form/index.ts";
import { type Refusal, sumByCurrency } from "../../../kernel/index.ts";
import type { Translate } from "../../../platform/i18n/index.ts";
import {
  button,
  buttonGroup,
  checkbox,
  errorSummary,
  html,
  linkButton,
  notificationBanner,
  type PageError,
  type SafeHtml,
  summaryList,
} from "../../components/index.ts";
import { answersView, firstButton, problemText } from "../../questions/index.ts";
import { contradictions, durationIn, provenance } from "../public/facts.ts";
import { feeNotes, rangeIn } from "../public/fee-notes.ts";
import { bullets } from "../public/service-needs.ts";
import { entitlementIn } from "../public/service-rights.ts";

/** Everything once more before it is sent. */
export interface CheckView {
  readonly def: Definition;
  /** Address of the draft: `/drafts/<id>`. */
  readonly base: string;
  readonly asked: Asked;
  readonly documents: Documents;
  readonly fees: readonly FeeDue[];
  /** The time that these answers bring, with where it comes from. */
  readonly time: Clock | TimeLimit | undefined;
  /** What these answers entitle to. */
  readonly entitlements: readonly Entitlement[];
  /** Local date, whose tariff applies. */
  readonly today: string;
  /** Requirements that these answers do not meet. */
  readonly unmet: readonly Requirement[];
  readonly refusal: Refusal | undefined;
  readonly csrf: SafeHtml;
}

/** The content of the page. Pure. */
export function checkView(view: CheckView, t: Translate): SafeHtml {
  const { def, asked, unmet } = view;
  const pages = answersView(
    { asked, documents: view.documents, base: view.base, files: "/files" },
    t,
  );
  const last = unmet.length > 0 ? notEligible(view, t) : sendForm(view, t);
  return html`${errorSummary(errorsIn(view, t), t)}<p class="govuk-caption-l">${t.words(def.title)}</p><h1 class="govuk-heading-l">${t("check.heading")}</h1><p class="govuk-body-l">${t("check.lead")}</p>${pages}${feesView(view, t)}${promiseView(view, t)}${entitlementsView(view, t)}${last}`;
}

function errorsIn({ refusal }: CheckView, t: Translate): PageError[] {
  if (!refusal) return [];
  if (refusal.code === "case.declaration-missing")
    return [{ id: "declaration", text: t("problems.declaration") }];
  const whole = { text: t.refusal(refusal) };
  const each = (refusal.problems ?? []).map((problem) => ({
    text: problemText(problem, t),
    id: `answer-${problem.field}`,
  }));
  return [whole, ...each];
}

function feesView({ def, fees, today }: CheckView, t: Translate): SafeHtml {
  if (fees.length === 0)
    return html`<h2 class="govuk-heading-m">${t("service.fee")}</h2><p class="govuk-body">${t("service.free")}</p>`;
  const rows = fees.map(({ id, title, money, due, upTo, ...more }) => {
    const fee = def.fees.find((each) => each.id === id);
    const tariff = fee && tariffOn(fee, today);
    return {
      key: t.words(title),
      value: html`${upTo ? rangeIn(money, upTo, t) : t.money(money)}${feeNotes(more, t)} <span class="hw-muted">${dueWords(def, due, "apply.fee", t)}</span><br>${tariff && provenance(tariff, t)}${contradictions(fee?.contradictedBy ?? [], t)}`,
    };
  });
  const sums = sumByCurrency(fees.map(({ money }) => money)).map((money) => t.money(money));
  const total =
    fees.length > 1
      ? [{ key: t("apply.fee-total"), value: html`<strong>${t.list(sums)}</strong>` }]
      : [];
  return html`<h2 class="govuk-heading-m">${t("check.fee")}</h2>${summaryList({ rows: [...rows, ...total] })}`;
}

function promiseView({ def: { process }, time }: CheckView, t: Translate): SafeHtml | null {
  if (!process || !time) return null;
  const against = "contradictedBy" in time ? contradictions(time.contradictedBy, t) : null;
  return html`<h2 class="govuk-heading-m">${t("service.time")}</h2><p class="govuk-body">${durationIn(time.limit, t)}<br>${provenance(time, t)}</p>${against}`;
}

function entitlementsView({ def, entitlements }: CheckView, t: Translate): SafeHtml | null {
  if (entitlements.length === 0) return null;
  const items = entitlements.map((each) => entitlementIn(def, each, t));
  return html`<h2 class="govuk-heading-m">${t("public.entitled")}</h2>${bullets(items)}`;
}

function notEligible({ unmet }: CheckView, t: Translate): SafeHtml {
  const reasons = html`<p class="govuk-body">${t("eligibility.because")}</p><ul class="govuk-list govuk-list--bullet">${unmet.map(({ else: words }) => html`<li>${t.words(words)}</li>`)}</ul>`;
  const banner = notificationBanner(
    { heading: t("eligibility.not-eligible"), content: reasons, id: "not-eligible" },
    t,
  );
  return html`${banner}${linkButton({ text: t("applications.heading"), href: "/applications", kind: "secondary" })}`;
}

function sendForm({ base, refusal, csrf }: CheckView, t: Translate): SafeHtml {
  const error =
    refusal?.code === "case.declaration-missing" ? t("problems.declaration") : undefined;
  const box = checkbox(
    { id: "declaration", name: "declaration", label: t("check.declaration"), error },
    t,
  );
  const later = linkButton({
    text: t("form.save-and-finish-later"),
    href: `${base}/saved`,
    kind: "secondary",
  });
  return html`<form method="post" action="${base}/check" novalidate>${csrf}${firstButton}<h2 class="govuk-heading-m">${t("check.declaration-heading")}</h2>${box}${buttonGroup(button({ text: t("check.submit") }), later)}</form>`;
}
