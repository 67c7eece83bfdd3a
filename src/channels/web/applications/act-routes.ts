import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { caseNow, perform, renew, type Wish, windowOf } from "../../../acts/index.ts";
import type { Application } from "../../../cases/index.ts";
import { type CommandId, isUuid } from "../../../kernel/index.ts";
import { newId } from "../../../platform/db/index.ts";
import { formOf, redirectTo, sendRefusal, textOf } from "../../../platform/http/index.ts";
import type { Translate } from "../../../platform/i18n/index.ts";
import { breadcrumbs, csrfField, narrow, type SafeHtml } from "../../components/index.ts";
import { personFor } from "../apply/draft.ts";
import type { WebDeps } from "../deps.ts";
import { webPage, wordsOf } from "../page.ts";
import { type ActView, withdrawView } from "./act-view.ts";
import { openOwn, submittedOf } from "./own.ts";

/** What a person may do with an application: withdraw it, renew what it gave. */
export function actRoutes(app: FastifyInstance, deps: WebDeps): void {
  app.get("/applications/:caseId/withdraw", async (request, reply) =>
    askWithdraw(request, reply, deps),
  );
  app.post("/applications/:caseId/withdraw", async (request, reply) =>
    withdraw(request, reply, deps),
  );
  app.post("/applications/:caseId/renew", async (request, reply) =>
    renewPaper(request, reply, deps),
  );
}

/** A page of its own for one act, with the way back to the application. */
export function actPage(
  request: FastifyRequest,
  reply: FastifyReply,
  deps: WebDeps,
  app: Application,
  shown: { readonly title: string; readonly content: SafeHtml; readonly failed?: boolean },
): FastifyReply {
  const t = wordsOf(request, deps);
  const { reference } = submittedOf(app);
  return webPage(request, reply, deps, {
    title: `${shown.title} – ${reference}`,
    current: "applications",
    content: narrow(shown.content),
    before: wayTo(app, t),
    ...(shown.failed && { failed: true, status: 422 }),
  });
}

const wayTo = (app: Application, t: Translate): SafeHtml =>
  breadcrumbs(
    [
      { text: t("applications.heading"), href: "/applications" },
      { text: submittedOf(app).reference, href: `/applications/${app.id}` },
    ],
    t,
  );

export const viewOf = (
  request: FastifyRequest,
  reply: FastifyReply,
  app: Application,
): ActView => ({
  app,
  key: newId(),
  csrf: csrfField(request, reply),
});

/** The key that the form brought: the same form sent twice is one act. */
export const keyIn = (form: ReturnType<typeof formOf>): CommandId => {
  const key = textOf(form, "_key");
  return (isUuid(key) ? key : newId()) as CommandId;
};

/** The act in the person's own name, once for the key of its form. */
export const act = (deps: WebDeps, app: Application, wish: Wish, key: CommandId) =>
  perform(deps, { app, person: submittedOf(app).person, wish, key });

async function askWithdraw(request: FastifyRequest, reply: FastifyReply, deps: WebDeps) {
  const { app } = await openOwn(request, deps);
  const open = windowOf("withdraw", await caseNow(deps, app));
  if (!open.ok) return sendRefusal(reply, open.refusal);
  const t = wordsOf(request, deps);
  const content = withdrawView(viewOf(request, reply, app), t);
  return actPage(request, reply, deps, app, { title: t("withdraw.heading"), content });
}

async function withdraw(request: FastifyRequest, reply: FastifyReply, deps: WebDeps) {
  const { app } = await openOwn(request, deps);
  const given = await act(deps, app, { act: "withdraw" }, keyIn(formOf(request)));
  if (!given.ok) return sendRefusal(reply, given.refusal);
  const path = `/applications/${app.id}`;
  return redirectTo(reply, path, { kind: "success", code: "withdraw.done" });
}

/** To the draft of the renewal. */
async function renewPaper(request: FastifyRequest, reply: FastifyReply, deps: WebDeps) {
  const { app, person } = await openOwn(request, deps);
  const at = await caseNow(deps, app);
  const open = windowOf("renew", at);
  if (!open.ok) return sendRefusal(reply, open.refusal);
  personFor(request, deps.catalogue.current(app.definition.id) ?? app.definition);
  const draft = await renew(deps, at, person.id);
  if (!draft.ok) return sendRefusal(reply, draft.refusal);
  return redirectTo(reply, `/drafts/${draft.value}`);
}
