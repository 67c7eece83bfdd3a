import type { Definition, Field, Page } from "../../catalogue/index.ts";
import type { RawPage } from "../../form/index.ts";
import type { Problem } from "../../kernel/index.ts";
import type { Translate } from "../../platform/i18n/index.ts";
import { button, buttonGroup, errorSummary, html, type SafeHtml } from "../components/index.ts";
import type { CodeSearches } from "./code-search.ts";
import type { Lists } from "./field-parts.ts";
import { fieldView } from "./kinds.ts";
import { errorOf, pageErrors } from "./problem-text.ts";

/** One page of questions, or one item of a repeating page. */
export interface QuestionsView {
  readonly def: Definition;
  readonly page: Page;
  /** Those that are asked now, in order. */
  readonly fields: readonly Field[];
  readonly raw: RawPage;
  readonly problems: readonly Problem[];
  readonly searches: CodeSearches;
  /** Where the form is posted to. */
  readonly action: string;
  /** "Area 2", on a repeating page. */
  readonly itemTitle?: string | undefined;
  /** "Step 2 of 5" */
  readonly step: string;
  /** What was answered before, in another service. */
  readonly known?: SafeHtml | null;
  /** The person came to change one answer and goes back to the check. */
  readonly change: boolean;
  readonly csrf: SafeHtml;
}

/** A sole question is the heading of its page. */
const isAlone = ({ page, fields, itemTitle }: QuestionsView, t: Translate): boolean => {
  const [only] = fields;
  return (
    fields.length === 1 &&
    page.fields.length === 1 &&
    !page.intro &&
    itemTitle === undefined &&
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
export const firstButton = html`<button type="submit" class="govuk-visually-hidden" tabindex="-1" aria-hidden="true"></button>`;

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

export const titleOf = ({ page, itemTitle }: QuestionsView, t: Translate): string =>
  itemTitle ?? t.words(page.title);

/** The content of a page of questions. Pure. */
export function questionsView(view: QuestionsView, lists: Lists, t: Translate): SafeHtml {
  const { def, page, fields, raw, problems, searches, step } = view;
  const alone = isAlone(view, t);
  const questions = fields.map((field) =>
    fieldView(
      {
        field,
        raw,
        heading: alone,
        error: errorOf(problems, field.name, t),
        search: searches.get(field.name),
      },
      lists,
      t,
    ),
  );
  const heading = alone ? null : html`<h1 class="govuk-heading-l">${titleOf(view, t)}</h1>`;
  const intro = page.intro ? html`<p class="govuk-body">${t.words(page.intro)}</p>` : null;
  const shown = fields.map(({ name }) => name).join(",");
  const change = view.change ? html`<input type="hidden" name="_change" value="1">` : null;
  return html`${errorSummary(pageErrors(problems, page.fields, t), t)}${captionOf(def, step, t)}${heading}${intro}${view.known}<form method="post" action="${view.action}" novalidate>${view.csrf}${firstButton}<input type="hidden" name="_shown" value="${shown}">${change}${questions}${goOnButtons(t)}</form>`;
}
