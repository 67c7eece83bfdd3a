import type { Side } from "../../partnership/index.ts";
import type { Translate } from "../../platform/i18n/index.ts";
import { type Example, html } from "./html.ts";

/** What a page needs to name sides: the words of the government's own treaties page. */
export const sideName = (side: Side, t: Translate): string => t.named(`public.party-${side}`);

/** A day, or a month where only that is known. */
export function dayWords(day: string, t: Translate): string {
  if (day.length === 10) return t.date(day);
  // "1 September 2023" without its day: month and year stand in this order in all four languages.
  return t.date(`${day}-01`).replace(/^\D*1\s+/, "");
}

export const examples = (t: Translate): Example[] => [
  {
    name: "a side and a month",
    html: html`<p class="govuk-body">${sideName("rw", t)}, ${dayWords("2023-09", t)}</p>`,
  },
];
