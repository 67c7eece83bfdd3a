import { attr, html, type SafeHtml } from "../components/index.ts";

/**
 * The heading of a page on which nothing is typed first: it has the focus, so that a reader begins
 * here and Tab goes on from it; not where an error has it, or the page only reads itself again.
 */
export const firstHeading = (text: string, hasFocus = true): SafeHtml =>
  html`<h1 class="govuk-heading-l" tabindex="-1"${attr("autofocus", hasFocus)}>${text}</h1>`;
