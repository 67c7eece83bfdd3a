import type { Field } from "../../../catalogue/index.ts";
import {
  isSearched,
  type Lists,
  type QuestionsScreen,
  readField,
  type Screen,
} from "../../../form/index.ts";
import type { Translate } from "../../../platform/i18n/index.ts";
import { fieldSchema } from "../catalogue/question-schema.ts";
import { partsWrong } from "../problem.ts";

/** So many entries of a list are given; who has more, searches for more of the word. */
const matchesShown = 20;

/**
 * What is asked next, as data: the same screen that a browser and a telephone show. Pure.
 * @param untold names of answers that count and whose values are not told
 */
export function screenJson(
  screen: Screen,
  lists: Lists,
  t: Translate,
  untold: ReadonlySet<string> = new Set(),
) {
  if (screen.show === "elsewhere") return { show: screen.show, field: screen.field };
  if (!("place" in screen)) return { show: screen.show };
  const { page, place, number, total, mayAdd, problems, before } = screen;
  const shared = {
    page: page.id,
    title: page.title,
    ...(place.item !== undefined && { item: place.item }),
    step: { number, total },
    ...(before && { before: before.kind === "check" ? "check" : pageOf(before) }),
    ...(page.repeat && { mayAdd }),
    problems: partsWrong(problems, t),
    ...(page.repeat && untold.has(page.repeat.name) && { carried: true }),
  };
  if (screen.show === "items") return { show: screen.show, ...shared, count: screen.count };
  const questions = screen.fields.map((field) => {
    const isUntold = !page.repeat && untold.has(field.name);
    return {
      ...questionJson(field, screen, lists, t, isUntold),
      ...(isUntold && { carried: true }),
    };
  });
  return { show: screen.show, ...shared, questions };
}

const pageOf = (stop: { readonly kind: string; readonly page?: string }): string =>
  stop.page ?? stop.kind;

/** One question: what its answer looks like, what is answered so far, what a search came upon. */
function questionJson(
  field: Field,
  { raw, searches }: Pick<QuestionsScreen, "raw" | "searches">,
  lists: Lists,
  t: Translate,
  isUntold: boolean,
) {
  const { value } = readField(field, raw, t.lang);
  const search = searches.get(field.name);
  return {
    field: field.name,
    required: field.required,
    schema: fieldSchema(field, t),
    ...(value !== undefined && !isUntold && { answer: value }),
    ...(field.list !== undefined && { searched: isSearched(field, lists) }),
    ...(search && {
      search: {
        text: search.query,
        count: search.matches.length,
        matches: search.matches.slice(0, matchesShown),
      },
    }),
  };
}
