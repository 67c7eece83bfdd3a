import type { FastifyInstance } from "fastify";
import { makeMostUsed } from "../../../acts/index.ts";
import type { Definition } from "../../../catalogue/index.ts";
import { dateIn } from "../../../kernel/index.ts";
import { redirectTo } from "../../../platform/http/index.ts";
import type { Translate } from "../../../platform/i18n/index.ts";
import {
  band,
  hero,
  html,
  lifeEvents,
  type SafeHtml,
  serviceRows,
  tabs,
  topicTiles,
} from "../../components/index.ts";
import type { WebDeps } from "../deps.ts";
import { webPage, wordsOf } from "../page.ts";
import { audienceTabs, rowOf, tilesOf } from "./groups.ts";
import { journeyBand } from "./journey-links.ts";
import { eventsOf, suggestFrom } from "./services.ts";

type HomeParts = Pick<WebDeps, "catalogue" | "demonstration">;

/** As many services as the first page shows; the rest are a search away. */
const shown = 6;

/** What a government puts first on each of its shelves: shown until enough were applied for. */
const firstOfTopics = ({ jurisdiction, current }: HomeParts["catalogue"]): Definition[] =>
  (jurisdiction.topics ?? []).flatMap(({ services: [id = ""] }) => current(id) ?? []);

/** The first page: search, moments of life, services, and the things that one comes back for. */
export function homeContent(
  { catalogue, demonstration }: HomeParts,
  used: readonly Definition[],
  today: string,
  t: Translate,
): SafeHtml {
  const others = [...firstOfTopics(catalogue), ...catalogue.search("", t.lang)];
  const rows = [...new Set([...used, ...others])]
    .slice(0, shown)
    .map((def) => rowOf(def, catalogue, today, t));
  const tiles = tilesOf(catalogue, undefined, t);
  const ways = [
    ["map-pin", t("visits.centres"), t("visits.home-lead"), "/centres"],
    ["file-search", t("track.heading"), t("public.track-lead"), "/track"],
    ["shield-check", t("documents.verify"), t("public.verify-lead"), "/v"],
    ["handshake", t("partnership.title"), t("partnership.home-lead"), "/partnership"],
    ...(demonstration
      ? [["users", t("demo.choose"), t("public.demo-lead"), "/demo"] as const]
      : []),
  ] as const;
  const also = ways.map(([icon, title, note, href]) => ({ icon, title, note, href }));
  const services = html`
    <h2 class="govuk-heading-l">${t(used.length > 0 ? "home.most-used" : "layout.services")}</h2>
    ${serviceRows(rows)}
    <p class="govuk-body"><a class="govuk-link" href="/services">${t("home.all-services")}</a></p>
  `;
  const topics = html`
    <h2 class="govuk-heading-l">${t("catalogue.by-topic")}</h2>
    ${topicTiles(tiles)}
  `;
  return html`
    ${hero(
      {
        title: t("home.title"),
        lead: t("home.lead"),
        action: "/services",
        suggest: suggestFrom(t),
        scene: catalogue.jurisdiction.state?.scene,
        below: tabs(t("catalogue.audience"), audienceTabs({}, catalogue, t).slice(1)),
      },
      t,
    )}
    ${band(services)}
    ${tiles.length > 0 ? band(topics, true) : null}
    ${band(
      html`
      <h2 class="govuk-heading-l">${t("home.life-events")}</h2>
      ${lifeEvents(eventsOf(catalogue, t))}
    `,
    )}
    ${journeyBand(catalogue, t)}
    ${band(html`<h2 class="govuk-heading-l">${t("public.also")}</h2>${serviceRows(also)}`, true)}
  `;
}

export function homeRoutes(app: FastifyInstance, deps: WebDeps): void {
  const mostUsed = makeMostUsed(deps);
  app.get("/", async (request, reply) => {
    const { q } = request.query as { q?: unknown };
    if (typeof q === "string" && q.trim() !== "")
      return redirectTo(reply, `/services?q=${encodeURIComponent(q.trim().slice(0, 200))}`);
    const t = wordsOf(request, deps);
    const today = dateIn(deps.clock(), deps.catalogue.jurisdiction.timeZone);
    const content = homeContent(deps, await mostUsed(shown), today, t);
    return webPage(request, reply, deps, { title: t("home.title"), content, full: true });
  });
}
