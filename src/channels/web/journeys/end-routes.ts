import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { formOf, redirectTo, textOf } from "../../../platform/http/index.ts";
import { button, csrfField, html, narrow, warningText } from "../../components/index.ts";
import type { WebDeps } from "../deps.ts";
import { webPage, wordsOf } from "../page.ts";
import { journeyPath, openJourney } from "./open.ts";

interface OfJourney {
  readonly journey: string;
}

/** Stops unsent steps, and deletes a journey not agreed to; each is confirmed on its own page. */
export function endRoutes(app: FastifyInstance, deps: WebDeps): void {
  for (const act of ["stop", "delete"] as const) {
    const path = `/journeys/:journey/${act}`;
    app.get<{ Params: OfJourney }>(path, async (request, reply) =>
      ask(request, reply, deps, request.params.journey, act),
    );
    app.post<{ Params: OfJourney }>(path, async (request, reply) => {
      const { record, person } = await openJourney(request, deps, request.params.journey);
      const back = act === "stop" ? journeyPath(record.id) : "/applications";
      if (textOf(formOf(request), "sure") !== "yes") return redirectTo(reply, back);
      const done =
        act === "stop"
          ? await deps.cases.stopJourney(record.id, person.id)
          : await deps.cases.discardJourney(record.id, person.id);
      const code = act === "stop" ? "journey.stopped" : "journey.deleted";
      return done
        ? redirectTo(reply, back, { kind: "success", code })
        : redirectTo(reply, journeyPath(record.id));
    });
  }
}

async function ask(
  request: FastifyRequest,
  reply: FastifyReply,
  deps: WebDeps,
  id: string,
  act: "stop" | "delete",
) {
  const { record, journey } = await openJourney(request, deps, id);
  const t = wordsOf(request, deps);
  const title = t(act === "stop" ? "journey.stop" : "journey.delete");
  const warning = t(act === "stop" ? "journey.stop-warning" : "journey.delete-warning");
  const back = act === "stop" ? journeyPath(record.id) : "/applications";
  const keep = html`<a class="govuk-link" href="${back}">${t("journey.keep")}</a>`;
  const form = html`<form method="post">${csrfField(request, reply)}
    <input type="hidden" name="sure" value="yes"><div class="govuk-button-group">
    ${button({ text: title, kind: "warning" })}${keep}</div></form>`;
  const content = html`<p class="govuk-caption-l">${t.words(journey.title)}</p>
    <h1 class="govuk-heading-l">${title}</h1>${warningText(warning, t)}${form}`;
  return webPage(request, reply, deps, {
    title,
    current: "applications",
    content: narrow(content),
  });
}
