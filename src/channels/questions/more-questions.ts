import type { Definition, Field, Page } from "../../catalogue/index.ts";
import { type Input, inputEndings, type QuestionsScreen } from "../../form/index.ts";
import type { Translate } from "../../platform/i18n/index.ts";
import { html, type SafeHtml } from "../components/index.ts";

/**
 * Lets the script of the page ask for the questions that follow from an answer as soon as it is
 * given; nothing where no question of the page depends on another.
 */
export const asksAtOnce = ({ fields }: Page, t: Translate): SafeHtml | null =>
  fields.some(({ show, within }) => show || within) ? asking(t) : null;

/** The same for a form of which every page may depend on another. */
export const asking = (t: Translate): SafeHtml =>
  html`<p class="govuk-visually-hidden" role="status"
data-asks="${t("form.more-questions")}"></p>`;

/** The questions that a page asks in addition to those that were on it, because of the answers. */
export function addedTo(screen: QuestionsScreen, input: Input): readonly Field[] {
  const shown = "shown" in input ? input.shown : undefined;
  if (!shown || input.do === "search" || screen.problems.length > 0) return [];
  const wasHere = screen.page.fields.some(({ name }) => shown.includes(name));
  return wasHere ? screen.fields.filter(({ name }) => !shown.includes(name)) : [];
}

/** The id of the first input of a question, to lead to it. */
export const inputId = (field: Field): string => field.name + (inputEndings(field)[0] ?? "");

/**
 * The input of an answer where all questions are on one page; undefined where its page is of its
 * own.
 */
export function inputInWhole(
  { form }: Pick<Definition, "form">,
  id: string,
  name: string | undefined,
): string | undefined {
  const page = form.find((each) => each.id === id && !each.repeat);
  const field = page?.fields.find((each) => each.name === name) ?? page?.fields[0];
  return field && inputId(field);
}

/**
 * Says which questions were added, with the focus on it: without a script the page comes back and
 * looks as it did.
 */
export function addedView(added: readonly Field[], t: Translate): SafeHtml | null {
  if (added.length === 0) return null;
  const links = added.map(
    (field) =>
      html`<li><a class="govuk-link" href="#${inputId(field)}">${t.words(field.label)}</a></li>`,
  );
  return html`<div class="govuk-inset-text" role="status" tabindex="-1" autofocus>
    <p class="govuk-body">${t("form.more-questions")}</p><ul class="govuk-list">${links}</ul>
    </div>`;
}
