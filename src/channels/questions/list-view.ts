import { type AnsweredRow, askedOf, type ItemsScreen } from "../../form/index.ts";
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
import { type AnswersOf, type AskingHost, listsOf } from "./host.ts";
import { changeField, type Frame, firstButton } from "./page-view.ts";
import { problemText } from "./problem-text.ts";
import { placePath } from "./way.ts";

/** The items of a repeating page so far. */
export interface ListView extends Frame {
  readonly screen: ItemsScreen;
  readonly opened: AnswersOf;
  /** Address under which the pages of the draft lie. */
  readonly base: string;
}

/** So many answers tell one item from another. */
const rowsOfItem = 4;

/** `areas[1].hectares` → 1 */
const itemOf = ({ field }: Problem): number => Number(/\[(\d+)\]/.exec(field)?.[1] ?? -1);

function errorsIn(view: ListView, t: Translate): PageError[] {
  return view.screen.problems.map((problem) => {
    const item = itemOf(problem);
    const text = problemText(problem, t);
    if (item < 0) return { text, id: "add" };
    return { text: `${nameOf(view, item, t)}: ${text}`, id: `item-${item + 1}` };
  });
}

const nameOf = ({ screen: { page } }: ListView, index: number, t: Translate): string =>
  t("form.item", { name: t.words(page.repeat?.itemTitle), number: index + 1 });

const itemPath = ({ screen: { place }, base }: ListView, item: number): string =>
  placePath(base, { ...place, item });

/** The answers of each item, in words. */
function rowsIn(
  { screen: { page, count }, opened: { def, draft, facts } }: ListView,
  host: AskingHost,
  { lang }: Translate,
): readonly (readonly AnsweredRow[])[] {
  const words = host.askedWords(lang);
  const asked = askedOf(def, draft.answers, {}, facts, lang, words, listsOf(host));
  const rows = asked.pages.filter((each) => each.page === page.id).flatMap((each) => each.rows);
  return Array.from({ length: count }, (_, index) =>
    rows
      .filter(({ field, answer }) => field.startsWith(`${page.repeat?.name}[${index}].`) && answer)
      .slice(0, rowsOfItem),
  );
}

function itemView(view: ListView, rows: readonly AnsweredRow[], index: number, t: Translate) {
  const name = nameOf(view, index, t);
  const facts = summaryList({
    rows: rows.map(({ question, ...row }) => ({ key: question, value: answered(row) })),
  });
  const href = itemPath(view, index);
  const change = linkButton({ text: t("form.change"), href, kind: "secondary", hidden: name });
  const remove = button({
    text: t("form.remove"),
    kind: "secondary",
    name: "_remove",
    value: String(index),
    hidden: name,
  });
  return html`<section class="hw-box" id="item-${index + 1}" tabindex="-1"><h2
class="govuk-heading-m">${name}</h2>${facts}<div
class="govuk-button-group">${change}${remove}</div></section>`;
}

/** The content of the page. Pure. */
export function listView(view: ListView, host: AskingHost, t: Translate): SafeHtml {
  const { page, place, count, mayAdd } = view.screen;
  const intro = page.intro ? html`<p class="govuk-body">${t.words(page.intro)}</p>` : null;
  const empty = count === 0 ? html`<p class="govuk-body">${t("apply.list-empty")}</p>` : null;
  const add = linkButton({
    text: t(count > 0 ? "form.add-another" : "form.add"),
    href: itemPath(view, count),
    kind: "secondary",
    hidden: t.words(page.repeat?.itemTitle),
  });
  const more = mayAdd
    ? html`<p id="add" tabindex="-1">${add}</p>`
    : html`<p class="govuk-body">${t("apply.list-full", { count })}</p>`;
  const items = rowsIn(view, host, t).map((rows, index) => itemView(view, rows, index, t));
  return html`${errorSummary(errorsIn(view, t), t)}${view.caption}<h1
class="govuk-heading-l">${t.words(page.title)}</h1>${intro}<form method="post"
action="${view.action}">${view.hidden}${firstButton}${changeField(place.change)}${empty}${
    items
  }${more}${view.buttons}</form>`;
}
