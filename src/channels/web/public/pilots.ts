import type { FastifyInstance } from "fastify";
import { publicPilot } from "../../../partnership/index.ts";
import { breadcrumbs, html, pilotTable } from "../../components/index.ts";
import type { WebDeps } from "../deps.ts";
import { webPage, wordsOf } from "../page.ts";

/** How far the joint pilots have come and what they cost, for everybody. */
export function publicPilotRoutes(app: FastifyInstance, deps: WebDeps): void {
  app.get("/partnership/pilots", async (request, reply) => {
    const t = wordsOf(request, deps);
    const all = (await deps.partnership.pilots.all()).map(publicPilot);
    return webPage(request, reply, deps, {
      title: t("partnership.pilot.pilots"),
      before: breadcrumbs([{ text: t("partnership.title"), href: "/partnership" }], t),
      content: html`<h1 class="govuk-heading-l">${t("partnership.pilot.pilots")}</h1>
        <p class="govuk-body-l">${t("partnership.pilot.lead")}</p>
        ${pilotTable(all, undefined, t)}`,
    });
  });
}
