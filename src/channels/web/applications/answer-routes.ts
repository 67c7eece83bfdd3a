import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { perform } from "../../../acts/index.ts";
import { type Application, answerWindow, formFactsOf } from "../../../cases/index.ts";
import type { Documents, FormFacts } from "../../../form/index.ts";
import { dateIn, type Problem } from "../../../kernel/index.ts";
import { newId } from "../../../platform/db/index.ts";
import {
  langOf,
  limited,
  multipartOf,
  redirectTo,
  sendRefusal,
  textOf,
} from "../../../platform/http/index.ts";
import { csrfField, html } from "../../components/index.ts";
import {
  answerView,
  type CodeSearches,
  foundIn,
  type Marked,
  markedOf,
  namedFields,
  readMarked,
  savedTexts,
  searchesIn,
  takeFiles,
} from "../../questions/index.ts";
import type { WebDeps } from "../deps.ts";
import { wordsOf } from "../page.ts";
import { actPage, keyIn } from "./act-routes.ts";
import { openOwn } from "./own.ts";

/** `/applications/:caseId/answer`: what an officer has asked for, and nothing else. */
export function answerRoutes(app: FastifyInstance, deps: WebDeps): void {
  app.get("/applications/:caseId/answer", async (request, reply) => {
    const { app: own } = await openOwn(request, deps);
    if (!own.state.request) return redirectTo(reply, `/applications/${own.id}`);
    return show(request, reply, deps, own);
  });
  app.post(
    "/applications/:caseId/answer",
    { config: { multipart: true, ...limited("submit") } },
    async (request, reply) => take(request, reply, deps),
  );
}

/** What the rules may know of an application beside its answers. */
export const factsOf = (app: Application, { clock, catalogue }: WebDeps): FormFacts =>
  formFactsOf(app, dateIn(clock(), catalogue.jurisdiction.timeZone));

interface CameBack {
  readonly raw?: Readonly<Record<string, string | readonly string[]>>;
  readonly problems?: readonly Problem[];
  readonly searches?: CodeSearches;
  readonly documents?: Documents;
}

function show(
  request: FastifyRequest,
  reply: FastifyReply,
  deps: WebDeps,
  app: Application,
  back: CameBack = {},
): FastifyReply {
  const t = wordsOf(request, deps);
  const marked = markedOf(app, factsOf(app, deps));
  const { definition, answers } = app;
  const saved = marked.pages.map((page) => savedTexts(definition, answers, page));
  const view = {
    app,
    marked,
    raw: back.raw ?? Object.assign({}, ...saved),
    problems: back.problems ?? [],
    searches: back.searches ?? new Map(),
    documents: back.documents ?? app.documents,
    action: `/applications/${app.id}/answer`,
    button: t("request.send"),
    hidden: html`${csrfField(request, reply)}<input type="hidden" name="_key" value="${newId()}">`,
  };
  const content = answerView(view, deps.catalogue, t);
  const failed = view.problems.length > 0;
  return actPage(request, reply, deps, app, { title: t("request.heading"), content, failed });
}

/** Keeps each good file at once, reads the answers, and sends all when nothing is wrong. */
async function take(request: FastifyRequest, reply: FastifyReply, deps: WebDeps) {
  const { app, person } = await openOwn(request, deps);
  const posted = multipartOf(request);
  const key = keyIn(posted.fields);
  if (app.state.commands.has(key)) return redirectTo(reply, `/applications/${app.id}`);
  const open = answerWindow(app.state);
  if (!open.ok) return sendRefusal(reply, open.refusal);
  const facts = factsOf(app, deps);
  const marked = markedOf(app, facts);
  const fields = namedFields(marked);
  const searches = searchesIn(fields, posted.fields, deps.catalogue);
  const wrongFiles = await keepFiles(deps, app, marked, posted);
  const now = (await deps.cases.open(app.id)) ?? app;
  const { documents } = now;
  const action = textOf(posted.fields, "_action");
  if (action.startsWith("search:"))
    return show(request, reply, deps, app, { raw: posted.fields, searches, documents });
  const raw = foundIn(posted.fields, searches);
  const read = readMarked(app, marked, raw, facts, deps, langOf(request));
  const problems = [...read.problems, ...wrongFiles];
  const back = { raw, searches, documents };
  if (problems.length > 0) return show(request, reply, deps, app, { ...back, problems });
  if (action === "upload") return show(request, reply, deps, app, back);
  const wish = { act: "answer" as const, answers: read.answers };
  const sent = await perform(deps, { app, person: person.id, wish, key });
  if (!sent.ok && sent.refusal.problems)
    return show(request, reply, deps, app, { ...back, problems: sent.refusal.problems });
  if (!sent.ok) return sendRefusal(reply, sent.refusal);
  const path = `/applications/${app.id}`;
  return redirectTo(reply, path, { kind: "success", code: "request.done" });
}

const keepFiles = (
  deps: WebDeps,
  app: Application,
  { papers }: Marked,
  posted: ReturnType<typeof multipartOf>,
) => {
  const person = app.state.submitted?.person;
  if (!person) throw new Error("a case without its person");
  const folder = { caseId: app.id };
  return takeFiles(deps, { person, folder, wanted: papers, attached: app.documents, posted });
};
