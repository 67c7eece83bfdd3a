import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { perform } from "../../../acts/index.ts";
import { type Application, answerWindow, formFactsOf, withPapers } from "../../../cases/index.ts";
import {
  answerRequest,
  type Documents,
  type FieldsScreen,
  type FormFacts,
  type Marked,
  markedOf,
  requestScreen,
  searchRequest,
} from "../../../form/index.ts";
import { dateIn, type PersonId } from "../../../kernel/index.ts";
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
import { answerView, idsOf, listsOf, takeFiles } from "../../questions/index.ts";
import type { WebDeps } from "../deps.ts";
import { wordsOf } from "../page.ts";
import { actPage, keyIn } from "./act-routes.ts";
import { openOwn } from "./own.ts";

/** `/applications/:caseId/answer`: what an officer has asked for, and nothing else. */
export function answerRoutes(app: FastifyInstance, deps: WebDeps): void {
  app.get("/applications/:caseId/answer", async (request, reply) => {
    const { app: own } = await openOwn(request, deps);
    if (!own.state.request) return redirectTo(reply, `/applications/${own.id}`);
    return show(request, reply, deps, withPapers(own, await waitingOf(deps, own)));
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

const sentOf = ({ definition, answers }: Application) => ({ def: definition, answers });

const markedIn = (app: Application, facts: FormFacts): Marked =>
  markedOf(sentOf(app), app.state.request?.fields ?? [], facts);

function show(
  request: FastifyRequest,
  reply: FastifyReply,
  deps: WebDeps,
  app: Application,
  screen?: FieldsScreen,
): FastifyReply {
  const t = wordsOf(request, deps);
  const marked = markedIn(app, factsOf(app, deps));
  const view = {
    def: app.definition,
    words: app.statements.get(app.state.request?.text ?? ""),
    marked,
    screen: screen ?? requestScreen(sentOf(app), marked),
    documents: app.documents,
    action: `/applications/${app.id}/answer`,
    button: t("request.send"),
    hidden: html`${csrfField(request, reply)}<input type="hidden" name="_key" value="${newId()}">`,
  };
  const content = answerView(view, deps.catalogue, t);
  const failed = view.screen.problems.length > 0;
  return actPage(request, reply, deps, app, { title: t("request.heading"), content, failed });
}

/** Papers that wait with the answer that the person prepares themselves. */
const waitingOf = (deps: WebDeps, app: Application): Promise<Documents> =>
  deps.cases.preparedDocuments(app.id, personOf(app));

function personOf({ state }: Application): PersonId {
  if (!state.submitted) throw new Error("a case without its person");
  return state.submitted.person;
}

/** Keeps each good file with the answer, reads the rest, and sends all when nothing is wrong. */
async function take(request: FastifyRequest, reply: FastifyReply, deps: WebDeps) {
  const { app, person } = await openOwn(request, deps);
  const posted = multipartOf(request);
  const key = keyIn(posted.fields);
  if (app.state.commands.has(key)) return redirectTo(reply, `/applications/${app.id}`);
  const open = answerWindow(app.state);
  if (!open.ok) return sendRefusal(reply, open.refusal);
  const form = factsOf(app, deps);
  const marked = markedIn(app, form);
  const wrongFiles = await keepFiles(deps, app, marked, posted);
  const waiting = await waitingOf(deps, app);
  const now = withPapers(app, waiting);
  const lists = deps.catalogue;
  const action = textOf(posted.fields, "_action");
  const back = (screen: FieldsScreen) => show(request, reply, deps, now, screen);
  if (action.startsWith("search:")) return back(searchRequest(marked, posted.fields, lists));
  const reading = { form, lists, codeLists: listsOf(deps), lang: langOf(request) };
  const { answers, screen } = answerRequest(sentOf(app), marked, posted.fields, reading);
  const problems = [...screen.problems, ...wrongFiles];
  if (problems.length > 0 || action === "upload") return back({ ...screen, problems });
  const sent = await perform(deps, {
    ...{ app, person: person.id, key },
    wish: { act: "answer" as const, answers, papers: idsOf(waiting) },
  });
  if (!sent.ok && sent.refusal.problems)
    return back({ ...screen, problems: sent.refusal.problems });
  if (!sent.ok) return sendRefusal(reply, sent.refusal);
  const path = `/applications/${app.id}`;
  return redirectTo(reply, path, { kind: "success", code: "request.done" });
}

const keepFiles = async (
  deps: WebDeps,
  app: Application,
  { papers }: Marked,
  posted: ReturnType<typeof multipartOf>,
) => {
  const person = personOf(app);
  const folder = { answerTo: app.id, preparedIn: person };
  const { documents: attached } = withPapers(app, await waitingOf(deps, app));
  return takeFiles(deps, { person, folder, wanted: papers, attached, posted });
};
