import type { Translate } from "../../platform/i18n/index.ts";
import { type Example, html, type SafeHtml } from "./html.ts";

export interface Pagination {
  readonly page: number;
  readonly pages: number;
  /** The address of a page. */
  readonly href: (page: number) => string;
}

const previous = html`
  <svg class="govuk-pagination__icon govuk-pagination__icon--prev"
    xmlns="http://www.w3.org/2000/svg" height="13" width="15" aria-hidden="true" focusable="false"
    viewBox="0 0 15 13">
    <path d="m6.5938-0.0078125-6.7266 6.7266 6.7441 6.4062
      1.377-1.449-4.1856-3.9768h12.896v-2h-12.984l4.2931-4.293-1.414-1.414z"></path>
  </svg>
`;
const next = html`
  <svg class="govuk-pagination__icon govuk-pagination__icon--next"
    xmlns="http://www.w3.org/2000/svg" height="13" width="15" aria-hidden="true" focusable="false"
    viewBox="0 0 15 13">
    <path d="m8.107-0.0078125-1.4136 1.414 4.2926 4.293h-12.986v2h12.896l-4.1855 3.9766
      1.377 1.4492 6.7441-6.4062-6.7246-6.7266z"></path>
  </svg>
`;

/** First, last and the neighbours; gaps elsewhere. */
function shown({ page, pages }: Pagination): (number | "gap")[] {
  const near = Array.from({ length: pages }, (_, index) => index + 1).filter(
    (n) => n === 1 || n === pages || Math.abs(n - page) <= 1,
  );
  return near.flatMap((n, index) =>
    index > 0 && n - (near[index - 1] ?? 0) > 1 ? ["gap" as const, n] : [n],
  );
}

/**
 * Pages of a long list; nothing for a single page. Criteria: a named nav; the current page is said.
 */
export function pagination(p: Pagination, t: Translate): SafeHtml | null {
  if (p.pages <= 1) return null;
  const items = shown(p).map((n) =>
    n === "gap"
      ? html`<li class="govuk-pagination__item govuk-pagination__item--ellipsis">&ctdot;</li>`
      : html`
        <li class="govuk-pagination__item${n === p.page ? " govuk-pagination__item--current" : ""}">
          <a
            class="govuk-link govuk-pagination__link"
            href="${p.href(n)}"
            aria-label="${t("component.page-number", { page: n })}"${
              n === p.page ? html` aria-current="page"` : null
            }
          >
            ${n}
          </a>
        </li>
      `,
  );
  return html`
    <nav class="govuk-pagination" aria-label="${t("component.pagination")}">
      ${
        p.page > 1
          ? html`
        <div class="govuk-pagination__prev">
          <a class="govuk-link govuk-pagination__link" href="${p.href(p.page - 1)}" rel="prev">
            ${previous}
            <span class="govuk-pagination__link-title">${t("component.previous-page")}</span>
          </a>
        </div>
      `
          : null
      }
      <ul class="govuk-pagination__list">${items}</ul>
      ${
        p.page < p.pages
          ? html`
        <div class="govuk-pagination__next">
          <a class="govuk-link govuk-pagination__link" href="${p.href(p.page + 1)}" rel="next">
            <span class="govuk-pagination__link-title">${t("component.next-page")}</span>${next}
          </a>
        </div>
      `
          : null
      }
    </nav>
  `;
}

export const examples = (t: Translate): Example[] => [
  {
    name: "in the middle",
    html: html`${pagination({ page: 6, pages: 12, href: (n) => `#${n}` }, t)}`,
  },
];
