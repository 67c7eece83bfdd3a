import type { Sort } from "../../cases/index.ts";
import { attr, html, type SafeHtml } from "../components/index.ts";
import { listHref, type Worklist } from "./lists.ts";

/** The heading of a column. */
export const column = (text: string): SafeHtml =>
  html`<th scope="col" class="govuk-table__header">${text}</th>`;

/** The heading of a column by which a click sorts the list, and the next the other way. */
export function sortColumn(
  { wanted: { after: _after, ...wanted } }: Worklist,
  by: Exclude<Sort, `-${string}`>,
  text: string,
): SafeHtml {
  const sort = wanted.sort ?? "promise";
  const next = sort === by ? (`-${by}` as const) : by;
  const way = sort === by ? "ascending" : sort === `-${by}` ? "descending" : undefined;
  // Written as entities: one letter beyond Latin-1 has the whole page kept at two bytes a letter.
  const sign = way === "ascending" ? html`&uarr;` : html`&darr;`;
  const arrow = way && html`<span aria-hidden="true"> ${sign}</span>`;
  const href = listHref({ ...wanted, sort: next });
  return html`
    <th scope="col" class="govuk-table__header"${attr("aria-sort", way)}>
      <a class="govuk-link govuk-link--no-visited-state" href="${href}">${text}</a>${arrow}
    </th>
  `;
}
