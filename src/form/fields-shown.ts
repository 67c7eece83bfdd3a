import type { Definition, Field, Page } from "../catalogue/index.ts";
import type { Answers, FormFacts } from "./model.ts";
import { itemsOf, putPage } from "./put-page.ts";
import { walk } from "./walk.ts";

/**
 * The fields of a page that these answers lead to, in order. `answers` include the page as typed;
 * on a repeating page `item` is the index of the item, from 0.
 */
export function fieldsShown(
  def: Definition,
  page: Page,
  answers: Answers,
  facts: FormFacts,
  item?: number,
): readonly Field[] {
  if (!page.fields.some(({ show }) => show)) return page.fields;
  const visible = new Set<Field>();
  const prefix = page.repeat && item !== undefined ? `${page.repeat.name}[${item}].` : "";
  const isNew = prefix !== "" && (item ?? 0) >= itemsOf(def, page.id, answers).length;
  walk(def, isNew ? putPage(def, page.id, answers, {}) : answers, facts, {
    field(field, path) {
      if (path === prefix + field.name && page.fields.includes(field)) visible.add(field);
    },
  });
  return page.fields.filter((field) => visible.has(field));
}
