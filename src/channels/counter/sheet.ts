import { sheetNumber } from "../../counter/index.ts";
import { askedOf, type Documents, feeSums, feesOf } from "../../form/index.ts";
import { type FormFields, textOf } from "../../platform/http/index.ts";
import type { Translate } from "../../platform/i18n/index.ts";
import {
  answered,
  checkbox,
  html,
  type SafeHtml,
  type SummaryRow,
  scanCode,
  summaryList,
} from "../components/index.ts";
import { listsOf, type Opened, totalIn } from "../questions/index.ts";
import { chargesIn } from "./summary.ts";
import type { VisitDesk } from "./visit-desk.ts";

/** What is signed: what it is called, whose it is, and all that the person agrees to. */
interface Sheet {
  /** Id of the request for consent. */
  readonly consent: string;
  readonly service: string;
  readonly rows?: readonly SummaryRow[];
  readonly said: SafeHtml;
}

/** The paper that somebody without a telephone signs before anything is sent. */
export function sheetView(
  { own: t, person, officer, deps }: VisitDesk,
  { consent, service, rows = [], said }: Sheet,
): SafeHtml {
  const number = sheetNumber(consent);
  const zone = deps.catalogue.jurisdiction.timeZone;
  const facts = [
    { key: t("counter.receipt.service"), value: service },
    { key: t("counter.receipt.name"), value: person.name },
    ...(person.birthDate
      ? [{ key: t("counter.register.birth"), value: t.date(person.birthDate) }]
      : []),
    { key: t("counter.receipt.by"), value: officer.name },
    { key: t("counter.when"), value: t.dateTime(deps.clock(), zone) },
    ...rows,
  ];
  return html`<article class="ct-receipt" lang="${t.lang}">
    <h2 class="govuk-heading-l">${t("counter.sheet.title")}</h2>
    <p class="ct-receipt__reference"><span>${t("counter.sheet.number")}</span>
    <strong class="hw-reference">${number}</strong></p>${summaryList({ rows: facts })}${said}
    <p class="govuk-body">${t("check.declaration")}</p>
    <p class="govuk-body">${t("counter.sheet.data")}</p>
    <div class="ct-receipt__track">${scanCode(number, t("counter.sheet.number"), "ct-qr")}</div>
    <p class="ct-receipt__sign">${t("counter.sheet.sign")}</p></article>`;
}

/** The summary of a draft: every answer, the papers and what it costs. */
export function draftSheet(
  desk: VisitDesk,
  { def, draft, facts }: Opened,
  documents: Documents,
  consent: string,
): SafeHtml {
  const { deps, own: t } = desk;
  const words = deps.askedWords(t.lang);
  const { answers } = draft;
  const asked = askedOf(def, answers, documents, facts, t.lang, words, listsOf(deps));
  const answerRows = asked.pages
    .flatMap((page) => page.rows)
    .map(({ question, ...row }) => ({
      key: question,
      value: answered(row) || t("form.not-answered"),
    }));
  const fees = feesOf(def, answers, facts, facts.today);
  const rows = [
    { key: t("service.fee"), value: totalIn(feeSums(fees), t) },
    ...chargesIn(desk, def.id, t),
  ];
  const service = t.words(def.title);
  return sheetView(desk, { consent, service, rows, said: summaryList({ rows: answerRows }) });
}

/** Print, sign, tick: what the operator does with it; not printed itself. */
export function sheetSteps(t: Translate, consent: string, error: string | undefined): SafeHtml {
  const label = t("counter.sheet.here", { number: sheetNumber(consent) });
  return html`<p class="govuk-body">${t("counter.confirm.sign-lead")}</p>
    <p><button type="button" class="govuk-button govuk-button--secondary" data-print hidden>
    ${t("counter.sheet.print")}</button></p>
    ${checkbox({ id: "sheet", name: "sheet", label, error }, t)}`;
}

export const sheetIn = (form: FormFields): boolean => textOf(form, "sheet") === "true";
