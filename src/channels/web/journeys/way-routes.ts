import type { FastifyInstance } from "fastify";
import { redirectTo } from "../../../platform/http/index.ts";
import { html, linkButton, narrow, panel } from "../../components/index.ts";
import type { WebDeps } from "../deps.ts";
import { webPage, wordsOf } from "../page.ts";
import { journeyPath, nextPath, openJourney } from "./open.ts";

interface OfJourney {
  readonly journey: string;
}

/** "Continue" and "save for later", the same in every service of the journey. */
export function wayRoutes(app: FastifyInstance, deps: WebDeps): void {
  const next = (path: string) =>
    app.get<{ Params: OfJourney }>(path, async (request, reply) =>
      redirectTo(reply, nextPath(await openJourney(request, deps, request.params.journey))),
    );
  next("/journeys/:journey/next");
  next("/journeys/:journey/steps/:id");
  next("/journeys/:journey/steps/:id/check");
  for (const path of ["/journeys/:journey/saved", "/journeys/:journey/steps/:id/saved"])
    app.get<{ Params: OfJourney }>(path, async (request, reply) => {
      const { record, journey } = await openJourney(request, deps, request.params.journey);
      const t = wordsOf(request, deps);
      const done = panel({ done: "saved", title: t("form.saved"), text: t.words(journey.title) });
      const on = linkButton({ text: t("apply.go-on"), href: `${journeyPath(record.id)}/next` });
      const all = linkButton({
        text: t("applications.heading"),
        href: "/applications",
        kind: "secondary",
      });
      return webPage(request, reply, deps, {
        title: t("form.saved"),
        current: "applications",
        content: narrow(
          html`${done}<p class="govuk-body">${t("journey.saved-hint")}</p>
            <div class="govuk-button-group">${on}${all}</div>`,
        ),
      });
    });
}
