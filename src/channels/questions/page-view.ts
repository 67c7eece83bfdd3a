import type { Definition } from "../../catalogue/index.ts";
import type { ItemsScreen, Lists, QuestionsScreen } from "../../form/index.ts";
import type { Translate } from "../../platform/i18n/index.ts";
import { button, buttonGroup, errorSummary, html, type SafeHtml } from "../components/index.ts";
import { fieldView } from "./kinds.ts";
import { errorOf, pageErrors } from "./problem-text.ts";

/** What stands around the questions of a screen. */
export interface Frame {
  readonly def: Definition;
  /** Which service, and how far. */
  readonly caption: SafeHtml;
  /** Where the form is posted to. */
  readonly action: string;
  /** The token against forgery, and what else the channel wants to have back. */
  readonly hidden: SafeHtml;
  readonly buttons: SafeHtml;
}

/** One page of questions, or one item of a repeating page. */
export interface QuestionsView extends Frame {
  readonly screen: QuestionsScreen;
  /** Said before the first question. */
  readonly lead?: string | undefined;
  /** What was answered before, in another service. */
  readonly known?: SafeHtml | null;
}

/** A sole question is the heading of its page. */
const isAlone = ({ screen, lead }: QuestionsView, t: Translate): boolean => {
  const { page, place, fields } = screen;
  const [only] = fields;
  return (
    fields.length === 1 &&
    page.fields.length === 1 &&
    !page.intro &&
    lead === undefined &&
    place.item === undefined &&
    t.words(only?.label) === t.words(page.title)
  );
};

/** What stands above the heading: which service, and how far. */
export const captionOf = (def: Definition, step: string, t: Translate): SafeHtml =>
  html`<p class="govuk-caption-l">${t.words(def.title)} · ${step}</p>`;

/**
 * Enter in a line of text presses the first button of a form: this one, which goes on, and not a
 * search or a removal that stands above it. Nobody sees, hears or reaches it by Tab.
 */
export const firstButton = html`<button type="submit" class="govuk-visually-hidden" tabindex="-1"
aria-hidden="true"></button>`;

export const goOnButtons = (t: Translate): SafeHtml =>
  buttonGroup(
    button({ text: t("form.continue") }),
    button({
      text: t("form.save-and-finish-later"),
      kind: "secondary",
      name: "_action",
      value: "save",
    }),
  );

/** "Area 2", of an item. */
export const itemTitle = (
  { page, place: { item } }: QuestionsScreen | ItemsScreen,
  t: Translate,
): string | undefined =>
  item === undefined
    ? undefined
    : t("form.item", { name: t.words(page.repeat?.itemTitle), number: item + 1 });

const paragraph = (text: string | undefined): SafeHtml | null =>
  text ? html`<p class="govuk-body">${text}</p>` : null;

/** The content of a page of questions. Pure. */
export function questionsView(view: QuestionsView, lists: Lists, t: Translate): SafeHtml {
  const { screen } = view;
  const { page, place, fields, raw, problems, searches } = screen;
  const alone = isAlone(view, t);
  const questions = fields.map((field) => {
    const error = errorOf(problems, field.name, t, field);
    const search = searches.get(field.name);
    // One element for each question, which a script of the page adds or takes away.
    return html`<div data-q>${fieldView({ field, raw, heading: alone, error, search }, lists, t)}
      </div>`;
  });
  const title = itemTitle(screen, t) ?? t.words(page.title);
  const heading = alone ? null : html`<h1 class="govuk-heading-l">${title}</h1>`;
  const shown = fields.map(({ name }) => name).join(",");
  return html`${errorSummary(pageErrors(problems, page.fields, t), t)}${view.caption}${heading}
    ${paragraph(
      view.lead,
    )}${paragraph(page.intro && t.words(page.intro))}${view.known}<form method="post"
action="${view.action}" novalidate id="questions">${view.hidden}${firstButton}<input
type="hidden" name="_shown" value="${shown}">${changeField(place.change)}${questions}
    ${view.buttons}</form>`;
}

/** Whoever came to change one answer goes back to the check. */
export const changeField = (change: boolean | undefined): SafeHtml | null =>
  change ? html`<input type="hidden" name="_change" value="1">` : null;
