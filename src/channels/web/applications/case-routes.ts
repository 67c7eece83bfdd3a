import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { beginComplaint, caseNow, givenOnTheWay, paymentsLeft } from "../../../acts/index.ts";
import { ratingOf } from "../../../assessment/index.ts";
import { notFound, redirectTo, sendRefusal } from "../../../platform/http/index.ts";
import { breadcrumbs, csrfField, narrow } from "../../components/index.ts";
import type { WebDeps } from "../deps.ts";
import { webPage, wordsOf } from "../page.ts";
import { caseView } from "./case-view.ts";
import { openOwn, submittedOf } from "./own.ts";
import { seenView } from "./seen-view.ts";
import { threadRoutes } from "./thread.ts";

/** `/applications/:caseId`: one application, all that its person may know of it. */
export function caseRoutes(app: FastifyInstance, deps: WebDeps): void {
  app.get("/applications/:caseId", async (request, reply) => show(request, reply, deps));
  app.get("/applications/:caseId/seen", async (request, reply) => showSeen(request, reply, deps));
  threadRoutes(app, deps);
  app.post("/applications/:caseId/complaint", async (request, reply) =>
    complain(request, reply, deps),
  );
}

async function show(request: FastifyRequest, reply: FastifyReply, deps: WebDeps) {
  const { app } = await openOwn(request, deps);
  const [at, place, rating, thread] = await Promise.all([
    caseNow(deps, app),
    deps.cases.placeOf(app.definition, app.id),
    ratingOf(deps.sql, app.id),
    deps.cases.messagesOf(app.id),
  ]);
  const left = await paymentsLeft(deps, at.bills);
  const t = wordsOf(request, deps);
  const view = {
    ...{
      ...at,
      left,
      place,
      rating,
      thread,
      catalogue: deps.catalogue,
      csrf: csrfField(request, reply),
    },
    onTheWay: givenOnTheWay(deps, app),
  };
  return webPage(request, reply, deps, {
    title: `${t.words(app.definition.title)} – ${submittedOf(app).reference}`,
    current: "applications",
    content: caseView(view, t),
    before: breadcrumbs([{ text: t("applications.heading"), href: "/applications" }], t),
  });
}

/** A complaint about this application begins, with what is known of it already. */
async function complain(request: FastifyRequest, reply: FastifyReply, deps: WebDeps) {
  const { app, person } = await openOwn(request, deps);
  const title = wordsOf(request, deps).words(app.definition.title);
  const draft = await beginComplaint(deps, app, person.id, title);
  if (!draft) throw notFound("service.not-found");
  if (!draft.ok) return sendRefusal(reply, draft.refusal);
  return redirectTo(reply, `/drafts/${draft.value}`);
}

/** Who has looked at the file, by name and authority: the person's right to know. */
async function showSeen(request: FastifyRequest, reply: FastifyReply, deps: WebDeps) {
  const { app } = await openOwn(request, deps);
  const seen = await deps.cases.accessesOf(app.id);
  const names = await deps.officerNames(seen.map(({ officer }) => officer));
  const t = wordsOf(request, deps);
  const { reference } = submittedOf(app);
  return webPage(request, reply, deps, {
    title: `${t("application.seen-by")} – ${reference}`,
    current: "applications",
    content: narrow(seenView(app, seen, names, deps.catalogue, t)),
    before: breadcrumbs(
      [
        { text: t("applications.heading"), href: "/applications" },
        { text: reference, href: `/applications/${app.id}` },
      ],
      t,
    ),
  });
}
