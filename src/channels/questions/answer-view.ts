import type { Application } from "../../cases/index.ts";
import type { Field } from "../../catalogue/index.ts";
import type { Documents, RawPage } from "../../form/index.ts";
import type { Problem } from "../../kernel/index.ts";
import type { Translate } from "../../platform/i18n/index.ts";
import {
  button,
  buttonGroup,
  errorSummary,
  html,
  inset,
  type SafeHtml,
} from "../components/index.ts";
import type { Marked, MarkedPage } from "./answer-form.ts";
import type { CodeSearches } from "./code-search.ts";
import { paperErrors, papersView } from "./document-view.ts";
import type { Lists } from "./field-parts.ts";
import { fieldView } from "./kinds.ts";
import { firstButton } from "./page-view.ts";
import { errorOf, pageErrors } from "./problem-text.ts";

export interface AnswerView {
  readonly app: Application;
  readonly marked: Marked;
  /** By the names that the inputs have on this page. */
  readonly raw: RawPage;
  readonly problems: readonly Problem[];
  readonly searches: CodeSearches;
  readonly documents: Documents;
  /** Where the form goes. */
  readonly action: string;
  /** What the button says. */
  readonly button: string;
  /** Hidden fields: the token against forgery, and what else the channel wants to have back. */
  readonly hidden: SafeHtml;
}

const lines = (words: string): SafeHtml =>
  html`${words.split("\n").map((line) => html`${line}<br>`)}`;

/** Fields under the names that their inputs have here: of an item, with its place. */
const namedIn = ({ fields, prefix }: MarkedPage): Field[] =>
  fields.map((field) => ({ ...field, name: prefix + field.name }));

export const namedFields = ({ pages }: Marked): readonly Field[] => pages.flatMap(namedIn);

/** The officer's words, the marked questions and papers, and one button. Pure. */
export function answerView(view: AnswerView, lists: Lists, t: Translate): SafeHtml {
  const { app, marked, problems } = view;
  const words = app.statements.get(app.state.request?.text ?? "");
  const pages = marked.pages.map((page) => markedView(page, view, lists, t));
  const papersShown = {
    wanted: marked.papers,
    attached: view.documents,
    problems,
    removable: false,
  };
  const papers = papersView(papersShown, t);
  const ofPapers = problems.filter(({ field }) => field.startsWith("documents."));
  const ofFields = problems.filter(({ field }) => !field.startsWith("documents."));
  const errors = [
    ...pageErrors(ofFields, namedFields(marked), t),
    ...paperErrors({ ...papersShown, problems: ofPapers }, t),
  ];
  return html`${errorSummary(errors, t)}<p class="govuk-caption-l">${t.words(app.definition.title)}</p><h1 class="govuk-heading-l">${t("request.heading")}</h1><h2 class="govuk-heading-s">${t("request.asked")}</h2>${words === undefined ? null : inset(lines(words))}<form method="post" action="${view.action}" enctype="multipart/form-data" novalidate>${view.hidden}${firstButton}${pages}${papers}${buttonGroup(button({ text: view.button }))}</form>`;
}

function markedView(marked: MarkedPage, view: AnswerView, lists: Lists, t: Translate): SafeHtml {
  const { page, item } = marked;
  const title =
    item === undefined
      ? t.words(page.title)
      : t("form.item", { name: t.words(page.repeat?.itemTitle), number: item + 1 });
  const fields = namedIn(marked).map((field) =>
    fieldView(
      {
        field,
        raw: view.raw,
        heading: false,
        error: errorOf(view.problems, field.name, t),
        search: view.searches.get(field.name),
      },
      lists,
      t,
    ),
  );
  return html`<h2 class="govuk-heading-m">${title}</h2>${fields}`;
}
