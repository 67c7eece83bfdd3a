import type { Definition, Field, Page } from "../../../catalogue/index.ts";
import type { Answers, RawPage } from "../../../form/index.ts";
import type { Problem } from "../../../kernel/index.ts";
import type { Translate } from "../../../platform/i18n/index.ts";
import { button, buttonGroup, errorSummary, html, type SafeHtml } from "../../components/index.ts";
import {
  type CodeSearches,
  errorOf,
  fieldView,
  firstButton,
  type Lists,
  pageErrors,
} from "../../questions/index.ts";

/** One page of questions of a check. */
export interface CheckPage {
  readonly def: Definition;
  readonly page: Page;
  readonly fields: readonly Field[];
  /** Of the pages before. */
  readonly answers: Answers;
  readonly raw: RawPage;
  readonly problems: readonly Problem[];
  readonly searches: CodeSearches;
  /** Number of the item that is asked, from 1, on a page that repeats. */
  readonly item?: number | undefined;
  readonly mayAdd: boolean;
  readonly first: boolean;
  readonly hidden: SafeHtml;
}

const field = (name: string, value: string): SafeHtml =>
  html`<input type="hidden" name="${name}" value="${value}">`;

export const checkTitle = (
  { page, item }: Pick<CheckPage, "page" | "item">,
  t: Translate,
): string =>
  item === undefined || !page.repeat
    ? t.words(page.title)
    : t("form.item", { name: t.words(page.repeat.itemTitle), number: item });

/** The questions of one page. The answers before travel along in the form: nothing is kept here. */
export function checkContent(view: CheckPage, lists: Lists, t: Translate): SafeHtml {
  const { def, page, fields, raw, problems, searches } = view;
  const questions = fields.map((each) => {
    const error = errorOf(problems, each.name, t);
    return fieldView(
      { field: each, raw, heading: false, error, search: searches.get(each.name) },
      lists,
      t,
    );
  });
  const state = html`${view.hidden}${field("_answers", JSON.stringify(view.answers))}${field("_page", page.id)}${field("_shown", fields.map(({ name }) => name).join(","))}`;
  const intro = page.intro ? html`<p class="govuk-body">${t.words(page.intro)}</p>` : null;
  return html`${errorSummary(pageErrors(problems, fields, t), t)}<p class="govuk-caption-l">${t.words(def.title)}</p><h1 class="govuk-heading-l">${checkTitle(view, t)}</h1>${view.first ? html`<p class="govuk-body">${t("eligibility.lead")}</p>` : null}${intro}<form method="post" action="/services/${def.id}/check" novalidate>${firstButton}${state}${questions}${buttonsOf(view, t)}</form>`;
}

const act = (text: string, value: string): SafeHtml =>
  button({ text, kind: "secondary", name: "_action", value });

const buttonsOf = ({ mayAdd, first }: CheckPage, t: Translate): SafeHtml =>
  buttonGroup(
    button({ text: t("form.continue") }),
    ...(mayAdd ? [act(t("form.add-another"), "add")] : []),
    ...(first ? [] : [act(t("form.back"), "back")]),
  );
