import type { AnsweredPage, Asked, Documents } from "../../form/index.ts";
import type { Translate } from "../../platform/i18n/index.ts";
import {
  answered,
  html,
  type SafeHtml,
  type SummaryRow,
  summaryList,
} from "../components/index.ts";

/** All answers of a draft, to be looked at once more. */
export interface AnswersView {
  readonly asked: Asked;
  readonly documents: Documents;
  /** Address under which the pages of the draft lie; none where nothing can be changed here. */
  readonly base?: string | undefined;
  /** Where the answer to a question is changed, if elsewhere than on its own page. */
  changeAt?(page: string, field: string | undefined): string | undefined;
  /** What is pressed to change an answer, where whoever presses it reads another language. */
  readonly change?: SafeHtml | undefined;
  /** Address under which papers are shown by their id. */
  readonly files: string;
  /** The heading of a page; of the second level, where absent. */
  heading?(title: string): SafeHtml;
}

/** Page by page, each answer with the way to change it. Pure. */
export const answersView = (view: AnswersView, t: Translate): SafeHtml[] =>
  view.asked.pages.map((page) => pageView(page, view, t));

/** Where an answer can be changed: its own page or item, and then back here. */
function changePath(base: string, page: string, field = ""): string {
  if (page === "documents") return `${base}/documents`;
  const item = /\[(\d+)\]/.exec(field)?.[1];
  return `${base}/page/${page}${item === undefined ? "" : `/${Number(item) + 1}`}?change=1`;
}

/** The answers of one page, each with the way to change it. */
const rowsOf = (page: AnsweredPage, view: AnswersView, t: Translate): SummaryRow[] =>
  page.rows.map(({ field, question, ...row }) => ({
    key: question,
    value: html`<span id="answer-${field}" tabindex="-1">${
      field.startsWith("documents.")
        ? filesView(field, view, t)
        : answered(row) || t("form.not-answered")
    }</span>`,
    actions: changeOf(view, page, question, t, field),
  }));

const changeOf = (
  { base, changeAt, change }: AnswersView,
  { page }: AnsweredPage,
  question: string,
  t: Translate,
  field?: string,
) =>
  base === undefined
    ? undefined
    : [
        {
          href: changeAt?.(page, field) ?? changePath(base, page, field),
          ...{ text: change ?? t("form.change"), hidden: question },
        },
      ];

function pageView(page: AnsweredPage, view: AnswersView, t: Translate): SafeHtml {
  const rows = rowsOf(page, view, t);
  const none = {
    key: page.title,
    value: t("form.not-answered"),
    actions: changeOf(view, page, page.title, t),
  };
  // A page that is one question does not say it twice.
  const alone = rows.every(({ key }) => key === page.title);
  const heading = alone
    ? null
    : (view.heading?.(page.title) ?? html`<h2 class="govuk-heading-m">${page.title}</h2>`);
  return html`${heading}${summaryList({ rows: rows.length > 0 ? rows : [none] })}`;
}

function filesView(field: string, { documents, files: under }: AnswersView, t: Translate) {
  const files = documents[field.slice("documents.".length)] ?? [];
  if (files.length === 0) return t("form.not-answered");
  return html`${files.map(
    ({ id, name }) => html`<a class="govuk-link" href="${under}/${id}">
    ${name}</a><br>`,
  )}`;
}
