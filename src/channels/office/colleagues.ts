import type { Translate } from "../../platform/i18n/index.ts";
import { flat, type SafeHtml, select } from "../components/index.ts";
import type { Worklist } from "./lists.ts";

interface ColleagueChoice {
  /** Says with the language and the value all of what is shown. */
  readonly id: string;
  readonly name: string;
  readonly label: string;
  /** What stands for none of them, as the first choice; "Choose one" where it is left out. */
  readonly none?: string;
  readonly value?: string;
}

const made = new WeakMap<Worklist["colleagues"], Map<string, SafeHtml>>();

/** One of the colleagues. There may be hundreds: it is made once for as long as they are these. */
export function colleagueSelect(
  colleagues: Worklist["colleagues"],
  { none, ...field }: ColleagueChoice,
  t: Translate,
): SafeHtml {
  const before = made.get(colleagues) ?? new Map<string, SafeHtml>();
  made.set(colleagues, before);
  const key = [t.lang, field.id, field.value].join();
  const cached = before.get(key);
  if (cached) return cached;
  const items = colleagues.map(({ id, name }) => ({ value: id, text: name }));
  const all = none === undefined ? items : [{ value: "", text: none }, ...items];
  const html = flat(select({ ...field, items: all, empty: none === undefined }, t));
  before.set(key, html);
  return html;
}
