import type { Definition, Field, Page } from "../../catalogue/index.ts";
import { type Answers, type FormFacts, itemsOf, putPage, valuesOf } from "../../form/index.ts";

/**
 * The fields of a page that these answers ask for, in order. `answers` hold the page as it stands
 * (as it was typed); on a repeating page `item` says which of the items, counted from 0.
 */
export function fieldsShown(
  def: Definition,
  page: Page,
  answers: Answers,
  facts: FormFacts,
  item?: number,
): readonly Field[] {
  if (!page.fields.some(({ show }) => show)) return page.fields;
  const seen = valuesSeen(def, page, answers, facts, item);
  return page.fields.filter(({ show }) => !show || show.holds(seen as never, facts));
}

function valuesSeen(
  def: Definition,
  page: Page,
  answers: Answers,
  facts: FormFacts,
  item: number | undefined,
): Readonly<Record<string, unknown>> {
  if (!page.repeat || item === undefined) return valuesOf(def, answers, facts);
  const blank = Object.fromEntries(page.fields.map(({ name }) => [name, null]));
  const there = item < itemsOf(def, page.id, answers).length;
  const values = valuesOf(def, there ? answers : putPage(def, page.id, answers, {}), facts);
  const list = values[page.repeat.name];
  return { ...values, ...blank, ...(Array.isArray(list) ? list[item] : {}) };
}
