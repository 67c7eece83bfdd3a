import type { FastifyInstance } from "fastify";
import { makeMostUsed } from "../../../acts/index.ts";
import type { Definition } from "../../../catalogue/index.ts";
import { dateIn } from "../../../kernel/index.ts";
import type { Translate } from "../../../platform/i18n/index.ts";
import {
  band,
  hero,
  html,
  lifeEvents,
  type SafeHtml,
  serviceCards,
} from "../../components/index.ts";
import type { WebDeps } from "../deps.ts";
import { webPage, wordsOf } from "../page.ts";
import { cardOf } from "./facts.ts";
import { journeyBand } from "./journey-links.ts";
import { eventsOf, suggestFrom } from "./services.ts";

type HomeParts = Pick<WebDeps, "catalogue" | "demonstration">;

/** As many services as the first page shows; the rest are a search away. */
const shown = 6;

/** The first page: search, moments of life, services, and the things that one comes back for. */
export function homeContent(
  { catalogue, demonstration }: HomeParts,
  used: readonly Definition[],
  today: string,
  t: Translate,
): SafeHtml {
  const others = catalogue.search("", t.lang).filter((service) => !used.includes(service));
  const cards = [...used, ...others].slice(0, shown);
  const ways = [
    { title: t("visits.centres"), summary: t("visits.home-lead"), href: "/centres" },
    { title: t("track.heading"), summary: t("public.track-lead"), href: "/track" },
    { title: t("partnership.title"), summary: t("partnership.home-lead"), href: "/partnership" },
    { title: t("documents.verify"), summary: t("public.verify-lead"), href: "/v" },
    ...(demonstration
      ? [{ title: t("demo.choose"), summary: t("public.demo-lead"), href: "/demo" }]
      : []),
  ];
  return html`
    ${hero(
      {
        title: t("home.title"),
        lead: t("home.lead"),
        action: "/services",
        suggest: suggestFrom(t),
        scene: catalogue.jurisdiction.state?.scene,
      },
      t,
    )}
    ${band(
      html`
      <h2 class="govuk-heading-l">${t("home.life-events")}</h2>
      ${lifeEvents(eventsOf(catalogue, t))}
    `,
    )}
    ${journeyBand(catalogue, t)}
    ${band(
      html`
      <h2 class="govuk-heading-l">
        ${t(used.length > 0 ? "home.most-used" : "layout.services")}</h2>
      ${serviceCards(cards.map((def) => cardOf(def, catalogue, today, t)))}
      <p class="govuk-body"><a class="govuk-link" href="/services">${t("home.all-services")}</a></p>
    `,
      true,
    )}
    ${band(html`<h2 class="govuk-heading-l">${t("public.also")}</h2>${serviceCards(ways)}`)}
  `;
}

export function homeRoutes(app: FastifyInstance, deps: WebDeps): void {
  const mostUsed = makeMostUsed(deps);
  app.get("/", async (request, reply) => {
    const t = wordsOf(request, deps);
    const today = dateIn(deps.clock(), deps.catalogue.jurisdiction.timeZone);
    const content = homeContent(deps, await mostUsed(shown), today, t);
    return webPage(request, reply, deps, { title: t("home.title"), content, full: true });
  });
}
