import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { rate, ratingWindow } from "../../../acts/index.ts";
import { ratingOf } from "../../../assessment/index.ts";
import type { Problem } from "../../../kernel/index.ts";
import { formOf, redirectTo, sendRefusal, textOf } from "../../../platform/http/index.ts";
import { button, buttonGroup, csrfField, html } from "../../components/index.ts";
import { type RatingGiven, ratingFields, ratingIn } from "../../questions/index.ts";
import type { WebDeps } from "../deps.ts";
import { wordsOf } from "../page.ts";
import { actPage } from "./act-routes.ts";
import { openOwn, submittedOf } from "./own.ts";

/** `/applications/:caseId/rate`: how one was served, once the application is decided. */
export function rateRoutes(app: FastifyInstance, deps: WebDeps): void {
  app.get("/applications/:caseId/rate", async (request, reply) => ask(request, reply, deps));
  app.post("/applications/:caseId/rate", async (request, reply) => take(request, reply, deps));
}

async function ask(
  request: FastifyRequest,
  reply: FastifyReply,
  deps: WebDeps,
  back?: { readonly given: RatingGiven; readonly problems: readonly Problem[] },
) {
  const { app } = await openOwn(request, deps);
  const open = ratingWindow({ app, now: deps.clock() });
  if (!open.ok) return sendRefusal(reply, open.refusal);
  const t = wordsOf(request, deps);
  const before = await ratingOf(deps.sql, app.id);
  const { errors, fields } = ratingFields(back?.given ?? before, back?.problems ?? [], t);
  const title = t("assessment.heading");
  const path = `/applications/${app.id}`;
  const { until = "" } = open.value;
  const date = t.until(until, deps.catalogue.jurisdiction.timeZone);
  const send = button({ text: t(before ? "assessment.change" : "assessment.send") });
  const leave = html`<a class="govuk-link" href="${path}">${t("assessment.back")}</a>`;
  const content = html`${errors}
<p class="govuk-caption-l">${t.words(app.definition.title)} · ${submittedOf(app).reference}</p>
<h1 class="govuk-heading-l">${title}</h1>
<p class="govuk-body">${t("assessment.lead")} ${t("assessment.until", { date })}</p>
<form method="post" action="${path}/rate" novalidate>
${csrfField(request, reply)}${fields}${buttonGroup(send, leave)}
</form>`;
  return actPage(request, reply, deps, app, { title, content, failed: back !== undefined });
}

async function take(request: FastifyRequest, reply: FastifyReply, deps: WebDeps) {
  const { app, person } = await openOwn(request, deps);
  const given = ratingIn(request);
  const { lang } = wordsOf(request, deps);
  const part = textOf(formOf(request), "part") === "sending" ? "sending" : "service";
  const rated = await rate(deps, app, { ...given, person: person.id, lang, door: "web" }, part);
  if (rated.ok)
    return redirectTo(reply, `/applications/${app.id}`, {
      kind: "success",
      code: "assessment.done",
    });
  const { problems } = rated.refusal;
  return problems
    ? ask(request, reply, deps, { given, problems })
    : sendRefusal(reply, rated.refusal);
}
