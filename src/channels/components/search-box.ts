import type { Translate } from "../../platform/i18n/index.ts";
import { attr, classes, type Example, html, type SafeHtml } from "./html.ts";

export interface SearchBox {
  readonly action: string;
  readonly id?: string | undefined;
  readonly name?: string | undefined;
  readonly value?: string | undefined;
  /** Default: "What do you need?" */
  readonly label?: string | undefined;
  readonly large?: boolean | undefined;
  readonly hint?: string | undefined;
  /** Address that gives names to offer while somebody types (browser/hamwe.ts). */
  readonly suggest?: string | undefined;
}

/**
 * Finds by GET, so that a result can be kept and shared. Criteria: role search, a visible label, a
 * button with a word.
 */
export function searchBox(box: SearchBox, t: Translate): SafeHtml {
  const id = box.id ?? "search";
  const label = box.label ?? t("catalogue.search-label");
  return html`
    <form
      class="${classes("hw-search", box.large && "hw-search--large")}"
      action="${box.action}"
      method="get"
      role="search"
      aria-label="${label}"
    >
      <label class="hw-search__label" for="${id}">${label}</label>
      <div class="hw-search__row">
        <input
          class="govuk-input hw-search__input"
          id="${id}"
          name="${box.name ?? "q"}"
          type="search"
          maxlength="100"
          autocomplete="off"${attr("value", box.value)}${attr(
            "aria-describedby",
            box.hint && `${id}-hint`,
          )}${attr("data-suggest", box.suggest)}
        >
        <button type="submit" class="govuk-button hw-search__button">
          ${t("catalogue.search")}
        </button>
      </div>
      ${
        box.hint === undefined
          ? null
          : html`
        <p class="hw-search__hint" id="${id}-hint">${box.hint}</p>
      `
      }
    </form>
  `;
}

export const examples = (t: Translate): Example[] => [
  { name: "empty", html: searchBox({ action: "/services", id: "sb1", label: "Shaka dosiye" }, t) },
  {
    name: "large, with words and a hint",
    html: searchBox(
      {
        action: "/services",
        id: "sb2",
        value: "indangamuntu",
        large: true,
        hint: t("catalogue.search-hint"),
      },
      t,
    ),
  },
];
