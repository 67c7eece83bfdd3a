import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import type { Application, CaseCommand } from "../../../cases/index.ts";
import { renewalAnswers } from "../../../form/index.ts";
import { type CommandId, dateIn, isUuid, type PersonId } from "../../../kernel/index.ts";
import { newId } from "../../../platform/db/index.ts";
import { formOf, redirectTo, sendRefusal, textOf } from "../../../platform/http/index.ts";
import type { Translate } from "../../../platform/i18n/index.ts";
import { breadcrumbs, narrow, type SafeHtml } from "../../components/index.ts";
import { personFor } from "../apply/draft.ts";
import type { WebDeps } from "../deps.ts";
import { csrfField, webPage, wordsOf } from "../page.ts";
import { type ActView, appealView, withdrawView } from "./act-view.ts";
import { appealUntil } from "./actions-view.ts";
import { openOwn, submittedOf } from "./own.ts";
import { isOpenOn, renewableFrom } from "./renewal.ts";
import { canWithdraw } from "./status-words.ts";

/** Longer reasons are a letter, and belong into an attachment. */
const longestReason = 5000;

/** What a person may do with an application: withdraw it, appeal, renew what it gave. */
export function actRoutes(app: FastifyInstance, deps: WebDeps): void {
  app.get("/applications/:caseId/withdraw", async (request, reply) =>
    askWithdraw(request, reply, deps),
  );
  app.post("/applications/:caseId/withdraw", async (request, reply) =>
    withdraw(request, reply, deps),
  );
  app.get("/applications/:caseId/appeal", async (request, reply) =>
    askAppeal(request, reply, deps),
  );
  app.post("/applications/:caseId/appeal", async (request, reply) => appeal(request, reply, deps));
  app.post("/applications/:caseId/renew", async (request, reply) => renew(request, reply, deps));
}

const refused = (reply: FastifyReply, code: string) =>
  sendRefusal(reply, { kind: "conflict", code });

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

const viewOf = (request: FastifyRequest, reply: FastifyReply, app: Application): ActView => ({
  app,
  key: newId(),
  csrf: csrfField(request, reply),
});

/** The key that the form brought: the same form sent twice is one act. */
export const keyIn = (form: ReturnType<typeof formOf>): CommandId => {
  const key = textOf(form, "_key");
  return (isUuid(key) ? key : newId()) as CommandId;
};

const give = (deps: WebDeps, app: Application, command: CaseCommand, key: CommandId) => {
  const actor = { kind: "person" as const, id: submittedOf(app).person as PersonId };
  return deps.cases.give({ caseId: app.id, command, actor, key });
};

async function askWithdraw(request: FastifyRequest, reply: FastifyReply, deps: WebDeps) {
  const { app } = await openOwn(request, deps);
  if (!canWithdraw(app)) return refused(reply, "case.already-decided");
  const t = wordsOf(request, deps);
  const content = withdrawView(viewOf(request, reply, app), t);
  return actPage(request, reply, deps, app, { title: t("withdraw.heading"), content });
}

async function withdraw(request: FastifyRequest, reply: FastifyReply, deps: WebDeps) {
  const { app } = await openOwn(request, deps);
  const given = await give(deps, app, { type: "withdraw" }, keyIn(formOf(request)));
  if (!given.ok) return sendRefusal(reply, given.refusal);
  const path = `/applications/${app.id}`;
  return redirectTo(reply, path, { kind: "success", code: "withdraw.done" });
}

async function askAppeal(
  request: FastifyRequest,
  reply: FastifyReply,
  deps: WebDeps,
  back?: { readonly text: string; readonly error: string },
) {
  const { app } = await openOwn(request, deps);
  const until = appealUntil({ app, calendar: deps.calendar(), now: deps.clock() });
  if (until === undefined)
    return refused(
      reply,
      app.state.decision && app.definition.appeal ? "case.too-late" : "case.no-appeal",
    );
  const t = wordsOf(request, deps);
  const date = t.until(until, deps.catalogue.jurisdiction.timeZone);
  const content = appealView({ ...viewOf(request, reply, app), until: date, ...back }, t);
  const title = t("appeal.heading");
  return actPage(request, reply, deps, app, { title, content, failed: back !== undefined });
}

async function appeal(request: FastifyRequest, reply: FastifyReply, deps: WebDeps) {
  const { app } = await openOwn(request, deps);
  const form = formOf(request);
  const text = textOf(form, "text");
  const t = wordsOf(request, deps);
  if (text.trim() === "")
    return askAppeal(request, reply, deps, { text, error: t("problems.required") });
  if (text.length > longestReason) {
    const error = t("problems.too-long", { max: longestReason });
    return askAppeal(request, reply, deps, { text, error });
  }
  const statement = { id: newId(), text: text.trim() };
  const given = await give(deps, app, { type: "appeal", statement }, keyIn(form));
  if (!given.ok) return sendRefusal(reply, given.refusal);
  const path = `/applications/${app.id}`;
  return redirectTo(reply, path, { kind: "success", code: "appeal.done" });
}

/** A draft with the answers that are carried over; one already begun is gone on with. */
async function renew(request: FastifyRequest, reply: FastifyReply, deps: WebDeps) {
  const { app, person } = await openOwn(request, deps);
  const papers = await deps.credentials.forCase(app.id);
  const time = renewableFrom(app, papers, deps);
  const def = deps.catalogue.current(app.definition.id);
  if (!time || !def) return refused(reply, "service.closed");
  const today = dateIn(deps.clock(), deps.catalogue.jurisdiction.timeZone);
  if (!isOpenOn(time, today))
    return refused(reply, today < time.from ? "case.too-early" : "case.too-late");
  personFor(request, def);
  const drafts = await deps.cases.draftsOf(person.id);
  const begun = drafts.find(({ renews }) => renews === app.id);
  const answers = renewalAnswers(def, app.answers);
  const draft =
    begun?.id ??
    (await deps.cases.startDraft({
      person: person.id,
      service: def.id,
      definition: def.version,
      answers,
      renews: app.id,
    }));
  return redirectTo(reply, `/drafts/${draft}`);
}
