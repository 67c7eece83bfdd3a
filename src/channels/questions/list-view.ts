import type { Definition, Page } from "../../catalogue/index.ts";
import type { AnsweredRow } from "../../form/index.ts";
import type { Problem } from "../../kernel/index.ts";
import type { Translate } from "../../platform/i18n/index.ts";
import {
  answered,
  button,
  errorSummary,
  html,
  linkButton,
  type PageError,
  type SafeHtml,
  summaryList,
} from "../components/index.ts";
import { captionOf, firstButton, goOnButtons } from "./page-view.ts";
import { problemText } from "./problem-text.ts";

export interface ListedItem {
  readonly rows: readonly AnsweredRow[];
  /** Where it can be changed. */
  readonly href: string;
}

/** What was added so far on a repeating page. */
export interface ListView {
  readonly def: Definition;
  readonly page: Page;
  readonly step: string;
  readonly items: readonly ListedItem[];
  readonly problems: readonly Problem[];
  readonly action: string;
  /** Where one more is added; none when the list is full. */
  readonly add: string | undefined;
  readonly change: boolean;
  readonly csrf: SafeHtml;
}

/** `areas[1].hectares` → 1 */
const itemOf = ({ field }: Problem): number => Number(/\[(\d+)\]/.exec(field)?.[1] ?? -1);

function errorsIn(view: ListView, t: Translate): PageError[] {
  return view.problems.map((problem) => {
    const item = itemOf(problem);
    const text = problemText(problem, t);
    if (item < 0) return { text, id: "add" };
    return { text: `${nameOf(view, item, t)}: ${text}`, id: `item-${item + 1}` };
  });
}

const nameOf = ({ page }: ListView, index: number, t: Translate): string =>
  t("form.item", { name: t.words(page.repeat?.itemTitle), number: index + 1 });

function itemView(view: ListView, { rows, href }: ListedItem, index: number, t: Translate) {
  const name = nameOf(view, index, t);
  const facts = summaryList({
    rows: rows.map(({ question, ...row }) => ({ key: question, value: answered(row) })),
  });
  const change = linkButton({ text: t("form.change"), href, kind: "secondary", hidden: name });
  const remove = button({
    text: t("form.remove"),
    kind: "secondary",
    name: "_remove",
    value: String(index),
    hidden: name,
  });
  return html`<section class="hw-box" id="item-${index + 1}" tabindex="-1"><h2 class="govuk-heading-m">${name}</h2>${facts}<div class="govuk-button-group">${change}${remove}</div></section>`;
}

/** The content of the page. Pure. */
export function listView(view: ListView, t: Translate): SafeHtml {
  const { def, page, items, add } = view;
  const intro = page.intro ? html`<p class="govuk-body">${t.words(page.intro)}</p>` : null;
  const empty =
    items.length === 0 ? html`<p class="govuk-body">${t("apply.list-empty")}</p>` : null;
  const more =
    add === undefined
      ? html`<p class="govuk-body">${t("apply.list-full", { count: items.length })}</p>`
      : html`<p id="add" tabindex="-1">${linkButton({ text: t(items.length > 0 ? "form.add-another" : "form.add"), href: add, kind: "secondary", hidden: t.words(page.repeat?.itemTitle) })}</p>`;
  const change = view.change ? html`<input type="hidden" name="_change" value="1">` : null;
  return html`${errorSummary(errorsIn(view, t), t)}${captionOf(def, view.step, t)}<h1 class="govuk-heading-l">${t.words(page.title)}</h1>${intro}<form method="post" action="${view.action}">${view.csrf}${firstButton}${change}${empty}${items.map((item, index) => itemView(view, item, index, t))}${more}${goOnButtons(t)}</form>`;
}
