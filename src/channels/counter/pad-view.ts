import type { Consent, Visit } from "../../counter/index.ts";
import { feeSums, feesOf } from "../../form/index.ts";
import type { Translate } from "../../platform/i18n/index.ts";
import { errorSummary, html, type SafeHtml, summaryList } from "../components/index.ts";
import { type Opened, totalIn } from "../questions/index.ts";
import { chargesIn } from "./summary.ts";
import type { VisitDesk } from "./visit-desk.ts";

/** What the keys of the pad need to know. */
export interface PadKeys {
  readonly consent: Consent;
  /** Digits so far. */
  readonly typed: string;
  readonly own: string;
  readonly csrf: SafeHtml;
}

export interface PadView extends PadKeys {
  readonly deps: VisitDesk["deps"];
  readonly opened: Opened;
  readonly visit: Visit;
  readonly error: string | undefined;
}

/** What the person confirms (whose, what, how much), with large keys as form buttons. Pure. */
export function padView(view: PadView, t: Translate): SafeHtml {
  const { opened, error } = view;
  const { def, draft, facts } = opened;
  const fees = feesOf(def, draft.answers, facts, facts.today);
  const rows = [
    { key: t("counter.receipt.name"), value: opened.person.name },
    { key: t("counter.receipt.service"), value: t.words(opened.def.title) },
    { key: t("service.fee"), value: totalIn(feeSums(fees), t) },
    ...chargesIn(view, def.id, t),
  ];
  const errors = error === undefined ? [] : [{ text: error }];
  return html`${errorSummary(errors, t)}<h1 class="govuk-heading-l">
    ${t("counter.pad.question")}</h1><div class="ct-pad"><div>${summaryList({ rows })}
    <p class="govuk-body">${t("check.declaration")}</p></div>${padKeys(view, t)}</div>`;
}

/** Digit keys for a code, or one large yes for consent by signature. */
export const padKeys = (view: PadKeys, t: Translate): SafeHtml =>
  view.consent.way === "code" ? digits(view, t) : yes(view, t);

const formOf = ({ own, consent, typed, csrf }: PadKeys, inside: SafeHtml): SafeHtml =>
  html`<form method="post" action="${own}" class="ct-pad__form">${csrf}
    <input type="hidden" name="consent" value="${consent.id}">
    <input type="hidden" name="typed" value="${typed}">${inside}</form>`;

const key = (value: string, text: string, label?: string): SafeHtml =>
  html`<button type="submit" class="ct-key" name="key" value="${value}">
    ${
      label === undefined
        ? text
        : html`<span aria-hidden="true">${text}</span>
      <span class="govuk-visually-hidden">${label}</span>`
    }</button>`;

function digits(view: PadKeys, t: Translate): SafeHtml {
  const dots = Array.from(
    { length: 6 },
    (_, at) => html`<span class="ct-dot${at < view.typed.length ? " ct-dot--on" : ""}"></span>`,
  );
  const shown = html`<p class="ct-pad__lead">${t("counter.pad.type-code")}</p>
    <p class="ct-pad__typed" role="status"><span class="ct-dots" aria-hidden="true">${dots}</span>
    <span class="govuk-visually-hidden">
    ${t("counter.pad.typed", { count: view.typed.length })}</span></p>`;
  const keys = ["1", "2", "3", "4", "5", "6", "7", "8", "9"].map((digit) => key(digit, digit));
  return formOf(
    view,
    html`${shown}<div class="ct-keys">${keys}${key("clear", "C", t("counter.pad.clear"))}
      ${key("0", "0")}${key("back", "←", t("counter.pad.back"))}</div>`,
  );
}

const yes = (view: PadKeys, t: Translate): SafeHtml =>
  formOf(
    view,
    html`<p class="ct-pad__lead">${t("counter.pad.sign-lead")}</p>
      <button type="submit" class="govuk-button ct-big" name="key" value="yes">
      ${t("counter.pad.yes")}</button>`,
  );
