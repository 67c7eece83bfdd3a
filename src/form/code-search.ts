import type { Code, Field } from "../catalogue/index.ts";
import { type RawPage, single } from "./raw.ts";

/** A list longer than this is searched; a shorter one is a plain choice. */
const longest = 60;

/** Code lists as a form asks for them. */
export interface Lists {
  codeList(id: string): readonly Code[] | undefined;
  /** Where it is missing, a long list is chosen from and not searched. */
  searchCodes?(id: string, text: string): readonly Code[];
}

/** What somebody looks for in a long list, and the entries that match. */
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

/** The input of the search belongs to the page and not to the answers. */
export const queryName = (field: string): string => `_search.${field}`;

export function searchesIn(fields: readonly Field[], raw: RawPage, lists: Lists): CodeSearches {
  const searches = new Map<string, CodeSearch>();
  for (const field of fields) {
    if (!isSearched(field, lists)) continue;
    const query = single(raw, queryName(field.name)).trim().slice(0, 100);
    if (query === "") continue;
    const matches = lists.searchCodes?.(field.list ?? "", query) ?? [];
    searches.set(field.name, { query, matches });
  }
  return searches;
}

/**
 * Who typed all of a name has chosen: the one match, or the one whose name is just that. What was
 * chosen before and is not among the matches of what is typed now is chosen no longer: it would
 * stay in silence under another name.
 */
export function withChosen(raw: RawPage, searches: CodeSearches): RawPage {
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
