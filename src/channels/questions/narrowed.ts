import { type Code, definedKind, type Field } from "../../catalogue/index.ts";
import {
  fittingValues,
  type ItemsScreen,
  type Lists,
  listsWithin,
  type QuestionsScreen,
} from "../../form/index.ts";
import type { Opened } from "./host.ts";

/** A longer list is looked up by its names, and is not judged entry by entry. */
const judgedAtMost = 100;

/** A screen whose choices and lists offer only what may be answered, beside the other answers. */
export function narrowedTo<Screen extends QuestionsScreen | ItemsScreen>(
  screen: Screen,
  opened: Pick<Opened, "def" | "facts" | "among">,
  all: Lists,
): { readonly shown: Screen; readonly catalogue: Lists } {
  if (screen.show !== "questions" || screen.page.repeat) return { shown: screen, catalogue: all };
  const lists = listsWithin(all, screen.fields, screen.answers);
  const fits = (field: Field, values: readonly string[]): ReadonlySet<string> =>
    new Set(fitting(field, screen, opened, values));
  const byList = new Map<string, Set<string>>();
  for (const field of screen.fields) {
    const codes = field.list === undefined ? [] : (lists.codeList(field.list) ?? []);
    if (field.list === undefined || codes.length === 0 || codes.length > judgedAtMost) continue;
    const fitted = fits(
      field,
      codes.map(({ value }) => value),
    );
    byList.set(field.list, new Set([...(byList.get(field.list) ?? []), ...fitted]));
  }
  const fields = screen.fields.map((field) => {
    if (definedKind(field.type).means !== "option") return field;
    const fitted = fits(
      field,
      field.options.map(({ value }) => value),
    );
    return { ...field, options: field.options.filter(({ value }) => fitted.has(value)) };
  });
  const offered = new Map<string, readonly Code[]>();
  for (const [id, fitted] of byList)
    offered.set(
      id,
      (lists.codeList(id) ?? []).filter(({ value }) => fitted.has(value)),
    );
  const catalogue: Lists = {
    codeList: (id) => offered.get(id) ?? lists.codeList(id),
    searchCodes: (id, text) => lists.searchCodes?.(id, text) ?? [],
  };
  return { shown: { ...screen, fields }, catalogue };
}

/** All values where none would be left: then the error says what is wrong. */
function fitting(
  field: Field,
  { answers }: QuestionsScreen,
  { def, facts, among }: Pick<Opened, "def" | "facts" | "among">,
  values: readonly string[],
): readonly string[] {
  const own = fittingValues(def, field, answers, facts, values);
  const all = among ? among.fitting(field.name, answers, own) : own;
  return all.length > 0 ? all : values;
}
