import type { FastifyReply } from "fastify";
import { sendHtml } from "../../platform/http/index.ts";
import { languageNames } from "../../platform/i18n/index.ts";
import { type Content, html, type SafeHtml } from "../components/index.ts";
import { screen } from "./document.ts";
import { languagesOf, type Place } from "./place.ts";
import { phoneHead } from "./style.ts";

export interface PhonePage {
  readonly title: string;
  readonly content: Content;
  readonly status?: number;
  /** Whether the page reloads by itself without JavaScript. */
  readonly fresh?: boolean;
}

/** The other languages, each in its own name; they come back to this page. */
const languages = (
  { deps, request, t }: Omit<Place, "centre">,
  path = request.url.split("?")[0] ?? "/",
): SafeHtml =>
  html`
    <nav class="p-languages" aria-label="${t("layout.language")}">
      ${languagesOf(deps).map((lang) =>
        lang === t.lang
          ? html`
        <span lang="${lang}" aria-current="true">${languageNames[lang]}</span>
      `
          : html`
        <a lang="${lang}" hreflang="${lang}" href="${path}?lang=${lang}">${languageNames[lang]}</a>
      `,
      )}
    </nav>
  `;

/** A page for the hand: one column, no navigation, nothing to fetch but its style. */
export function phonePage(place: Place, page: PhonePage): FastifyReply {
  const { deps, t, centre, reply } = place;
  const demo = deps.demonstration
    ? html`<a class="p-demo" href="/demo">${t("demo.tag")}</a>`
    : null;
  const body = html`
    <header class="p-head">
      <div class="p-head__inside">
        <p class="p-head__name"><a href="/centres/${centre.id}">${t.words(centre.name)}</a></p>
        ${demo}${languages(place)}
      </div>
    </header>
    <main class="p-main">${page.content}</main>
  `;
  const again = page.fresh ? { seconds: 20 } : undefined;
  // The address alone gives access to the ticket, so search engines must not list it.
  reply.header("x-robots-tag", "noindex");
  const shown = screen({ title: page.title, look: "hall-phone", head: phoneHead, body, again }, t);
  return sendHtml(reply, shown, page.status ?? 200);
}
