import type { Code, Field } from "../catalogue/index.ts";
import type { Answers } from "./model.ts";
import { type RawPage, single } from "./raw.ts";
import { answerOf } from "./walk.ts";

/** A longer list is searched; a shorter one is a plain choice. */
const longest = 60;

/** Code lists for a form. */
export interface Lists {
  codeList(id: string): readonly Code[] | undefined;
  /** Without it, a long list is a plain choice. */
  searchCodes?(id: string, text: string): readonly Code[];
}

/** What a person searches for in a long list, and the matching entries. */
export interface CodeSearch {
  readonly query: string;
  readonly matches: readonly Code[];
}

/** By the name of the field. */
export type CodeSearches = ReadonlyMap<string, CodeSearch>;

export const isSearched = ({ list }: Field, lists: Lists): boolean =>
  list !== undefined &&
  lists.searchCodes !== undefined &&
  (lists.codeList(list)?.length ?? 0) > longest;

/** Made once for each list, which is a new object when somebody changes it. */
const parts = new WeakMap<readonly Code[], Map<string, readonly Code[]>>();

/** The codes that belong to this one of another list; all of them where none does. */
function belongingTo(value: string, codes: readonly Code[]): readonly Code[] {
  const made = parts.get(codes)?.get(value);
  if (made) return made;
  const belonging = codes.flatMap(({ value: own, within }) =>
    within?.value === value ? [{ value: own, label: within.label }] : [],
  );
  // Of what nothing belongs to nothing is remembered: that may be anything that was typed.
  if (belonging.length === 0) return codes;
  const ofList = parts.get(codes) ?? new Map<string, readonly Code[]>();
  parts.set(codes, ofList.set(value, belonging));
  return belonging;
}

/** The lists as far as they belong to the other answers, there under their short names. */
export function listsWithin(lists: Lists, fields: readonly Field[], answers: Answers): Lists {
  const outer = new Map<string, string>();
  for (const { list, within } of fields) {
    const value = within && answerOf(answers, within.answer);
    if (list !== undefined && typeof value === "string") outer.set(list, value);
  }
  const inside = (id: string, codes: readonly Code[]): readonly Code[] => {
    const value = outer.get(id);
    return value === undefined ? codes : belongingTo(value, codes);
  };
  return {
    codeList: (id) => {
      const codes = lists.codeList(id);
      return codes && inside(id, codes);
    },
    searchCodes(id, text) {
      const codes = lists.searchCodes?.(id, text) ?? [];
      const all = lists.codeList(id) ?? [];
      // Where nothing that matches belongs to the other answer, nothing elsewhere is offered.
      const belonging = new Set(inside(id, all).map(({ value }) => value));
      const here = codes.filter(({ value }) => belonging.has(value));
      return here.length === 0 ? [] : inside(id, here);
    },
  };
}

/** The input of the search, which is not an answer. */
export const queryName = (field: string): string => `_search.${field}`;

export function searchesIn(fields: readonly Field[], raw: RawPage, lists: Lists): CodeSearches {
  const searches = new Map<string, CodeSearch>();
  const chosen = fields.flatMap(({ within }) =>
    within ? [[within.answer, single(raw, within.answer)] as const] : [],
  );
  // A sector is searched within the district that is chosen beside it.
  const inside = listsWithin(lists, fields, Object.fromEntries(chosen));
  for (const field of fields) {
    if (!isSearched(field, lists)) continue;
    const query = single(raw, queryName(field.name)).trim().slice(0, 100);
    if (query === "") continue;
    const matches = inside.searchCodes?.(field.list ?? "", query) ?? [];
    searches.set(field.name, { query, matches });
  }
  return searches;
}

/**
 * Typing a whole name chooses it: the only match, or the exact one. A previous choice that does not
 * match the new search is dropped, since it would silently stay under another name.
 */
export function chooseMatches(raw: RawPage, searches: CodeSearches): RawPage {
  const chosen: Record<string, string> = {};
  for (const [name, { query, matches }] of searches) {
    const before = single(raw, name);
    if (matches.some(({ value }) => value === before)) continue;
    const typed = query.toLocaleLowerCase();
    const same = matches.filter(({ label }) =>
      Object.values(label).some((words) => words.toLocaleLowerCase() === typed),
    );
    const only = same.length === 1 ? same[0] : matches.length === 1 ? matches[0] : undefined;
    if (only || before !== "") chosen[name] = only?.value ?? "";
  }
  return { ...raw, ...chosen };
}
