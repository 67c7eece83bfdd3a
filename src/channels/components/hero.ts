import type { Translate } from "../../platform/i18n/index.ts";
import { type Content, type Example, html, type SafeHtml } from "./html.ts";
import { searchBox } from "./search-box.ts";
import { scenes } from "./theme.ts";

export interface Hero {
  readonly title: string;
  readonly lead: string;
  /** Where the search goes. */
  readonly action: string;
  /** Address that gives names to offer while somebody types. */
  readonly suggest?: string | undefined;
  readonly below?: Content | undefined;
  /** The picture at its foot: hills, where absent. */
  readonly scene?: keyof typeof scenes | undefined;
}

/**
 * The first screen: what this is, and a search. Criteria: the page's `h1`; the picture is
 * decoration (1.1.1).
 */
export const hero = (h: Hero, t: Translate): SafeHtml =>
  html`
    <div class="hw-hero">
      <div class="govuk-width-container hw-hero__inside">
        <h1 class="hw-hero__title">${h.title}</h1>
        <p class="hw-hero__lead">${h.lead}</p>
        ${searchBox(
          {
            action: h.action,
            id: "hero-search",
            large: true,
            hint: t("catalogue.search-hint"),
            suggest: h.suggest,
          },
          t,
        )}
        ${h.below}
      </div>
      ${scenes[h.scene ?? "hills"]}
    </div>
  `;

export const examples = (t: Translate): Example[] => [
  {
    name: "the front page",
    html: hero({ title: t("home.title"), lead: t("home.lead"), action: "/services" }, t),
  },
];
