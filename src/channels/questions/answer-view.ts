import type { Definition } from "../../catalogue/index.ts";
import {
  type Documents,
  type FieldsScreen,
  type Lists,
  type Marked,
  type MarkedBlock,
  markedFields,
} from "../../form/index.ts";
import type { Translate } from "../../platform/i18n/index.ts";
import {
  button,
  buttonGroup,
  errorSummary,
  html,
  inset,
  type SafeHtml,
} from "../components/index.ts";
import { paperErrors, papersView } from "./document-view.ts";
import { fieldView } from "./kinds.ts";
import { firstButton } from "./page-view.ts";
import { errorOf, pageErrors } from "./problem-text.ts";

export interface AnswerView {
  readonly def: Definition;
  /** The officer's words. */
  readonly words: string | undefined;
  readonly marked: Marked;
  readonly screen: FieldsScreen;
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

/** The officer's words, the marked questions and papers, and one button. Pure. */
export function answerView(view: AnswerView, lists: Lists, t: Translate): SafeHtml {
  const { def, words, marked } = view;
  const { problems } = view.screen;
  const blocks = marked.blocks.map((block) => blockView(block, view.screen, lists, t));
  const papers = {
    wanted: marked.papers,
    attached: view.documents,
    problems,
    removable: false,
  };
  const ofPapers = problems.filter(({ field }) => field.startsWith("documents."));
  const ofFields = problems.filter(({ field }) => !field.startsWith("documents."));
  const errors = [
    ...pageErrors(ofFields, markedFields(marked), t),
    ...paperErrors({ ...papers, problems: ofPapers }, t),
  ];
  return html`${errorSummary(errors, t)}<p class="govuk-caption-l">${t.words(def.title)}</p><h1
class="govuk-heading-l">${t("request.heading")}</h1><h2
class="govuk-heading-s">${t("request.asked")}</h2>
    ${words === undefined ? null : inset(lines(words))}<form
method="post" action="${view.action}" enctype="multipart/form-data"
novalidate>${view.hidden}${firstButton}${blocks}${papersView(papers, t)}${buttonGroup(
    button({ text: view.button }),
  )}</form>`;
}

function blockView(
  { page, item, fields }: MarkedBlock,
  { raw, problems, searches }: FieldsScreen,
  lists: Lists,
  t: Translate,
): SafeHtml {
  const title =
    item === undefined
      ? t.words(page.title)
      : t("form.item", { name: t.words(page.repeat?.itemTitle), number: item + 1 });
  const questions = fields.map((field) => {
    const error = errorOf(problems, field.name, t, field);
    return fieldView({ field, raw, error, search: searches.get(field.name) }, lists, t);
  });
  return html`<h2 class="govuk-heading-m">${title}</h2>${questions}`;
}
