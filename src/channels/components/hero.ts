import type { Translate } from "../../platform/i18n/index.ts";
import { type Content, type Example, html, type SafeHtml } from "./html.ts";
import { searchBox } from "./search-box.ts";

export interface Hero {
  readonly title: string;
  readonly lead: string;
  /** Where the search goes. */
  readonly action: string;
  /** Address that gives names to offer while somebody types. */
  readonly suggest?: string | undefined;
  readonly below?: Content | undefined;
}

const hills = html`
  <svg class="hw-hero__hills" viewBox="0 0 1440 150" preserveAspectRatio="none"
    aria-hidden="true" focusable="false">
    <path class="hw-hill-1"
      d="M0 96C150 40 270 34 420 78s270 42 420-6 260-56 380-18 160 34 220 22v74H0z"/>
    <path class="hw-hill-2"
      d="M0 128c190-46 340-40 500-10s300 22 470-14 300-30 470 6v40H0z"/>
  </svg>
`;

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
      ${hills}
    </div>
  `;

export const examples = (t: Translate): Example[] => [
  {
    name: "the front page",
    html: hero({ title: t("home.title"), lead: t("home.lead"), action: "/services" }, t),
  },
];
