import { type Lists, listsWithin, type Whole, type WholePage } from "../../form/index.ts";
import type { Translate } from "../../platform/i18n/index.ts";
import { button, buttonGroup, errorSummary, html, type SafeHtml } from "../components/index.ts";
import { fieldView } from "./kinds.ts";
import { addedView, asking } from "./more-questions.ts";
import { firstButton } from "./page-view.ts";
import { errorOf, pageErrors } from "./problem-text.ts";

/** Where the form is posted to, and what it brings back unseen. */
export interface WholeFrame {
  readonly action: string;
  readonly hidden: SafeHtml;
  /** Another way to ask them, which keeps what is typed. */
  readonly other: SafeHtml;
}

/** All questions of a form on one page, each page of it a section; errors stand at the fields. */
export function wholeView(
  { pages, added, progress: { answers } }: Whole,
  { action, hidden, other }: WholeFrame,
  lists: Lists,
  t: Translate,
): SafeHtml {
  const errors = pages.flatMap(({ page, problems }) => pageErrors(problems, page.fields, t));
  const sections = pages.flatMap((page) =>
    sectionView(page, listsWithin(lists, page.fields, answers), t),
  );
  const shown = sections.map(({ name }) => name).join(",");
  return html`${errorSummary(errors, t)}${errors.length > 0 ? null : addedView(added, t)}
    <form method="post" action="${action}" novalidate class="hw-whole">
    ${hidden}${asking(t)}${firstButton}
    <input type="hidden" name="_shown" value="${shown}">
    ${sections.map(({ view }) => html`<div data-q>${view}</div>`)}
    ${buttonGroup(button({ text: t("form.continue") }), other)}</form>`;
}

/** What the script of the page adds or takes away as one: a question, or the heading of some. */
interface Part {
  readonly name: string;
  readonly view: SafeHtml;
}

function sectionView(
  { page, fields, raw, problems, searches }: WholePage,
  lists: Lists,
  t: Translate,
): readonly Part[] {
  const title = t.words(page.title);
  const [only] = fields;
  const alone = fields.length === 1 && t.words(only?.label) === title;
  const questions = fields.map((field) => {
    const error = errorOf(problems, field.name, t, field);
    const search = searches.get(field.name);
    const view = fieldView({ field, raw, heading: false, error, search }, lists, t);
    return { name: field.name, view };
  });
  const heading = html`<h2 class="govuk-heading-m">${title}</h2>`;
  return alone ? questions : [{ name: `_page.${page.id}`, view: heading }, ...questions];
}
