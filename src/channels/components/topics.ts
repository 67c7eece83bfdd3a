import type { Translate } from "../../platform/i18n/index.ts";
import { type Example, html, type SafeHtml } from "./html.ts";
import { icon } from "./icons.ts";

export interface TopicTile {
  readonly title: string;
  readonly href: string;
  readonly icon: string;
  /** How many services stand under it, in words. */
  readonly count: string;
}

/** The shelves of the catalogue. Criteria: a list of links; the drawing is decoration (1.1.1). */
export const topicTiles = (tiles: readonly TopicTile[]): SafeHtml => html`
  <ul class="hw-tiles">
    ${tiles.map(
      (tile) => html`
      <li class="hw-tile">
        <span class="hw-tile__icon">${icon(tile.icon, 26)}</span>
        <a class="hw-tile__link" href="${tile.href}">${tile.title}</a>
        <span class="hw-tile__count">${tile.count}</span>
      </li>
    `,
    )}
  </ul>
`;

export interface Tab {
  readonly title: string;
  readonly href: string;
  readonly current: boolean;
}

/** Ways to narrow a list, one of them chosen. Criteria: a named navigation, `aria-current`. */
export const tabs = (label: string, items: readonly Tab[]): SafeHtml => html`
  <nav class="hw-tabs" aria-label="${label}">
    <ul>
      ${items.map(({ title, href, current }) => {
        const mark = current ? html` aria-current="true"` : null;
        return html`<li><a class="hw-tabs__link" href="${href}"${mark}>${title}</a></li>`;
      })}
    </ul>
  </nav>
`;

export interface ServiceRow {
  readonly title: string;
  readonly href: string;
  readonly icon: string;
  /** What it costs and how long it takes, in a few words. */
  readonly note: string;
}

/** Services as short rows, where many of them stand on one page. Criteria: a list of links. */
export const serviceRows = (rows: readonly ServiceRow[]): SafeHtml => html`
  <ul class="hw-rows">
    ${rows.map(
      (row) => html`
      <li class="hw-row">
        <span class="hw-row__icon">${icon(row.icon, 22)}</span>
        <span>
          <a class="hw-row__link" href="${row.href}">${row.title}</a>
          <span class="hw-row__note">${row.note}</span>
        </span>
      </li>
    `,
    )}
  </ul>
`;

export const examples = (t: Translate): Example[] => [
  {
    name: "topics",
    html: topicTiles([
      { title: "Irangamuntu", href: "#1", icon: "id-card", count: "Serivisi 3" },
      { title: "Uburezi", href: "#2", icon: "graduation-cap", count: "Serivisi 2" },
    ]),
  },
  {
    name: "for whom",
    html: tabs(t("catalogue.audience"), [
      { title: t("catalogue.for-citizen"), href: "#c", current: true },
      { title: t("catalogue.for-visitor"), href: "#v", current: false },
    ]),
  },
  {
    name: "services in short",
    html: serviceRows([
      { title: "Icyemezo cy’amavuko", href: "#a", icon: "id-card", note: "500 Frw · umunsi 1" },
      { title: "Viza", href: "#b", icon: "plane", note: "50 USD · iminsi 7" },
    ]),
  },
];
