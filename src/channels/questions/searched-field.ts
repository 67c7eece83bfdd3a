import type { Code } from "../../catalogue/index.ts";
import { type Lists, queryName } from "../../form/index.ts";
import type { Translate } from "../../platform/i18n/index.ts";
import { button, html, input, radios, type SafeHtml } from "../components/index.ts";
import { codeItem, type FieldView, partsOf, typed } from "./field-parts.ts";

/** So many matches are shown; who has more, types more. */
const matchesShown = 20;

/** One entry of a long list: type a part of its name, search, choose. Works without JavaScript. */
export function searchedField(view: FieldView, lists: Lists, t: Translate): SafeHtml {
  const { field, raw, search } = view;
  const value = typed(raw, field.name);
  const now = lists.codeList(field.list ?? "")?.find((code) => code.value === value);
  const parts = partsOf(view, t);
  const line = input(
    {
      ...parts,
      name: queryName(field.name),
      label: t.words(field.label),
      hint: parts.hint ?? t("apply.search-hint"),
      value: search?.query ?? (now && t.words(now.label)),
      autocomplete: "off",
      suggest: `/lists/${field.list}?in=${t.lang}`,
      spellcheck: false,
    },
    t,
  );
  const press = button({
    text: t("catalogue.search"),
    kind: "secondary",
    name: "_action",
    value: `search:${field.name}`,
    hidden: t.words(field.label),
  });
  return html`${line}${press}${matchesView(view, now, t)}`;
}

function matchesView({ field, search, ...view }: FieldView, now: Code | undefined, t: Translate) {
  if (search?.matches.length === 0)
    return html`<p class="govuk-body" role="status">
      ${t("apply.search-none", { query: search.query })}</p>`;
  const matches = search?.matches.slice(0, matchesShown) ?? [];
  const isMeant = now && (!search || search.matches.includes(now));
  const codes = isMeant && !matches.includes(now) ? [now, ...matches] : matches;
  if (codes.length === 0) return null;
  const more = (search?.matches.length ?? 0) > matchesShown;
  return radios(
    {
      id: `${view.id ?? field.name}-found`,
      name: field.name,
      legend: t(search ? "apply.search-found" : "apply.search-chosen"),
      hint: more ? t("apply.search-more", { count: matchesShown }) : undefined,
      items: codes.map((code) => codeItem(code, t)),
      value: (isMeant && now.value) || (codes.length === 1 ? codes[0]?.value : undefined),
    },
    t,
  );
}
