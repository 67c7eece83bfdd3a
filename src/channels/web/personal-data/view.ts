import type { Translate } from "../../../platform/i18n/index.ts";
import { type DataRequest, type NoticeToPerson, requestKinds } from "../../../privacy/index.ts";
import {
  button,
  errorSummary,
  html,
  linkButton,
  narrow,
  type PageError,
  radios,
  type SafeHtml,
  select,
  summaryList,
  tag,
  textarea,
} from "../../components/index.ts";

/** A request as it was typed, with what is wrong with it. */
export interface RequestTyped {
  readonly kind: string;
  readonly about: string;
  readonly words: string;
  readonly errors: readonly PageError[];
}

export interface PersonalDataView {
  readonly path: string;
  readonly applications: readonly { readonly id: string; readonly text: string }[];
  readonly requests: readonly DataRequest[];
  /** What they were told of breaches of their data. */
  readonly notices: readonly NoticeToPerson[];
  readonly typed: RequestTyped | undefined;
  readonly timeZone: string;
  readonly csrf: SafeHtml;
}

/** The content of the page. Pure. */
export function personalDataView(view: PersonalDataView, t: Translate): SafeHtml {
  const { path, requests, typed } = view;
  const copy = html`<h2 class="govuk-heading-m">${t("own-data.copy")}</h2>
    <p class="govuk-body">${t("own-data.copy-text")}</p>
    <p>${linkButton({ text: t("own-data.download"), href: `${path}/everything.zip` })}</p>
    <p class="govuk-body"><a class="govuk-link" href="${path}/data.pdf">
    ${t("own-data.download-pdf")}</a></p>
    <p class="govuk-body"><a class="govuk-link" href="${path}/data.json">
    ${t("own-data.download-json")}</a></p>`;
  const own =
    requests.length === 0
      ? null
      : html`<h2 class="govuk-heading-m">${t("own-data.requests")}</h2>
        ${requests.map((request) => requestView(request, view, t))}`;
  return narrow(html`${errorSummary(typed?.errors ?? [], t)}
    <h1 class="govuk-heading-l">${t("own-data.heading")}</h1>
    <p class="govuk-body-l">${t("own-data.lead")}</p>
    ${noticesPart(view, t)}${copy}${own}${askForm(view, t)}`);
}

function noticesPart({ notices, timeZone }: PersonalDataView, t: Translate): SafeHtml | null {
  if (notices.length === 0) return null;
  const rows = notices.map(({ at, words }) => ({
    key: t.day(at, timeZone),
    value: html`${t
      .words(words)
      .split("\n")
      .map((line) => html`${line}<br>`)}`,
  }));
  return html`<h2 class="govuk-heading-m">${t("own-data.notices")}</h2>${summaryList({ rows })}`;
}

function requestView(request: DataRequest, view: PersonalDataView, t: Translate): SafeHtml {
  const { outcome, reason, done } = request;
  const { timeZone, path, csrf } = view;
  const figures = done && {
    ...{ erased: t.number(done.erased), open: t.number(done.open), held: t.number(done.held) },
  };
  const answer =
    outcome === null
      ? html`${tag(t("privacy-outcome.open"), "waiting")}
        <br>${t("own-data.until", { date: t.until(request.dueAt, timeZone) })}
        <form method="post" action="${path}/${request.id}/take-back">${csrf}
        ${button({ text: t("own-data.take-back"), kind: "secondary" })}</form>`
      : html`${t(`privacy-outcome.${outcome}`)}${reason ? html`<br>${reason}` : null}
        ${figures ? html`<br>${t("privacy-desk.requests.done", figures)}` : null}
        ${outcome === "refused" ? html`<br>${t("own-data.appeal")}` : null}`;
  return summaryList({
    rows: [
      {
        key: t(`privacy-kind.${request.kind}`),
        value: html`${request.reference ?? t("own-data.everything")}<br>
          ${t.day(request.askedAt, timeZone)}${request.words && html`<br>${request.words}`}`,
      },
      { key: t("own-data.answer"), value: answer },
    ],
  });
}

function askForm({ path, applications, typed, csrf }: PersonalDataView, t: Translate): SafeHtml {
  const errorOf = (field: string) => typed?.errors.find((error) => error.id === field)?.text;
  return html`<h2 class="govuk-heading-m">${t("own-data.ask")}</h2>
    <p class="govuk-body">${t("own-data.stays")}</p>
    <form method="post" action="${path}" novalidate>${csrf}
    ${radios(
      {
        ...{ id: "kind", name: "kind", legend: t("own-data.ask-what") },
        items: requestKinds.map((kind) => ({ value: kind, text: t(`privacy-kind.${kind}`) })),
        ...{ value: typed?.kind, error: errorOf("kind") },
      },
      t,
    )}
    ${select(
      {
        ...{ id: "about", name: "about", label: t("own-data.ask-about") },
        items: [
          ...applications.map(({ id, text }) => ({ value: id, text })),
          { value: "everything", text: t("own-data.everything") },
        ],
        ...{ value: typed?.about, error: errorOf("about") },
      },
      t,
    )}
    ${textarea(
      {
        ...{ id: "words", name: "words", label: t("own-data.words") },
        hint: t("own-data.words-hint"),
        ...{ value: typed?.words, maxlength: 2000, error: errorOf("words") },
      },
      t,
    )}
    ${button({ text: t("own-data.send") })}</form>`;
}
