import type { Authority } from "../../catalogue/index.ts";
import type { Side } from "../../partnership/index.ts";
import type { Translate } from "../../platform/i18n/index.ts";
import { type Example, html, type SafeHtml } from "./html.ts";
import { tag } from "./tag.ts";

/** What a page needs to name sides: the words of the government's own treaties page. */
export function sideName(side: Side, t: Translate): string {
  const key = `public.party-${side}`;
  if (t.has(key) || !/^[a-z]{2}$/.test(side)) return t.named(key);
  const names = new Intl.DisplayNames([t.lang, "en"], { type: "region" });
  return names.of(side.toUpperCase()) ?? side;
}

/** Marks what one side alone says of the other; nothing where it is the word of the side itself. */
export const statedTag = (
  { statedBy }: { readonly statedBy?: Side | undefined },
  t: Translate,
): SafeHtml | null =>
  statedBy === undefined
    ? null
    : tag(t("partnership.stated-by", { side: sideName(statedBy, t) }), "waiting");

/**
 * `minaffet/commission-chair` as one reads it: the role and where it is held. A role of an
 * authority of the other government is called as it is at home; other words stay as they are.
 */
export function postWords(post: string, authorities: readonly Authority[], t: Translate): string {
  const [at = "", role = "", ...more] = post.split("/");
  const own = authorities.find(({ id }) => id === at);
  const title = own?.roles[role] ?? authorities.find(({ roles }) => roles[role])?.roles[role];
  if (!title || more.length > 0) return post;
  return `${t.words(title)}, ${own ? t.words(own.name) : at.toUpperCase()}`;
}

/** A day, or a month where only that is known. */
export function dayWords(day: string, t: Translate): string {
  if (day.length === 10) return t.date(day);
  // "1 September 2023" without its day: month and year stand in this order in all four languages.
  return t.date(`${day}-01`).replace(/^\D*1(er)?\s+/, "");
}

export const examples = (t: Translate): Example[] => [
  {
    name: "a side and a month",
    html: html`<p class="govuk-body">${sideName("rw", t)}, ${dayWords("2023-09", t)}</p>`,
  },
  { name: "what one side says of the other", html: html`${statedTag({ statedBy: "rw" }, t)}` },
];
