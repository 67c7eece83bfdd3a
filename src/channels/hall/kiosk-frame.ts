import type { FastifyReply } from "fastify";
import { sendHtml } from "../../platform/http/index.ts";
import { languageNames } from "../../platform/i18n/index.ts";
import { attr, type Content, html, type SafeHtml } from "../components/index.ts";
import { screen } from "./document.ts";
import { languagesOf, type Place } from "./place.ts";
import { kioskHead } from "./style.ts";

export interface KioskPage {
  readonly title: string;
  readonly content: Content;
  readonly status?: number;
  /** Where "Back" leads; without it there is no way back from here. */
  readonly back?: string;
  /** Back to the first page after so many seconds without a touch. */
  readonly idle?: number;
  /** Goes there only while the server answers, so that no kiosk is left with a browser's error. */
  readonly checks?: boolean;
  /** Prints the page as soon as it is shown. */
  readonly print?: boolean;
}

export const kioskHome = ({ centre }: Place): string => `/hall/${centre.id}/kiosk`;

/**
 * A page of the kiosk: one question, large things to touch, and the way back always in one place.
 */
export function kioskPage(place: Place, page: KioskPage): FastifyReply {
  const { centre, t, deps, reply } = place;
  const home = kioskHome(place);
  const { idle } = page;
  const top = html`
    <header class="k-head">
      <p class="k-head__name">${t.words(centre.name)}</p>
      ${deps.demonstration ? html`<p class="k-head__demo">${t("demo.tag")}</p>` : null}
    </header>
  `;
  const ways = page.back
    ? html`
      <nav class="k-ways" aria-label="${t("hall.kiosk.ways")}">
        <a class="k-way" href="${page.back}">${t("hall.kiosk.back")}</a>
        <a class="k-way" href="${home}">${t("hall.kiosk.again")}</a>
      </nav>
    `
    : null;
  const idling: SafeHtml | null =
    idle === undefined
      ? null
      : html` data-idle="${idle}" data-home="${home}"${page.print ? html` data-print` : null}${
          page.checks ? html` data-checks` : null
        }`;
  const body = html`
    <div class="k-all"${idling}>${top}<main class="k-main">${page.content}</main>${ways}</div>
  `;
  const again = idle === undefined ? undefined : { seconds: idle, to: home };
  const shown = screen({ title: page.title, look: "hall-kiosk", head: kioskHead, body, again }, t);
  return sendHtml(reply, shown, page.status ?? 200);
}

/** Whoever sets a screen up reads it in a language of their own. */
export const languageWays = ({ deps, t }: Place): SafeHtml => html`
  <nav class="k-buttons">
    ${languagesOf(deps).map(
      (lang) => html`<a class="k-way" lang="${lang}" hreflang="${lang}" href="?lang=${lang}"
        ${attr("aria-current", lang === t.lang && "true")}>${languageNames[lang]}</a>`,
    )}
  </nav>
`;

/** The error, announced by screen readers and shown at the top. */
export const kioskProblem = (words: string | undefined): SafeHtml | null =>
  words === undefined ? null : html`<p class="k-problem" role="alert">${words}</p>`;
