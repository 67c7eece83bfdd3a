import type { Translate } from "../../platform/i18n/index.ts";
import { type Example, html, type SafeHtml } from "./html.ts";

/** The way here from the front page. Criteria: a named nav; the page itself is not in it. */
export const breadcrumbs = (
  items: readonly { readonly text: string; readonly href: string }[],
  t: Translate,
): SafeHtml =>
  html`
    <nav class="govuk-breadcrumbs" aria-label="${t("component.breadcrumbs")}">
      <ol class="govuk-breadcrumbs__list">
        ${items.map(
          (item) => html`
          <li class="govuk-breadcrumbs__list-item">
            <a class="govuk-breadcrumbs__link" href="${item.href}">${item.text}</a>
          </li>
        `,
        )}
      </ol>
    </nav>
  `;

/**
 * To the question before. Criteria: above `main`, before the heading; a link, so it works without
 * JavaScript.
 */
export const backLink = (href: string, t: Translate, text?: string): SafeHtml =>
  html`<a href="${href}" class="govuk-back-link">${text ?? t("form.back")}</a>`;

export const examples = (t: Translate): Example[] => [
  {
    name: "breadcrumbs",
    html: breadcrumbs(
      [
        { text: t("layout.home"), href: "#h" },
        { text: t("layout.services"), href: "#s" },
      ],
      t,
    ),
  },
  { name: "back", html: backLink("#b", t) },
];
