import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { type Documents, documentsWanted, problemsOf } from "../../../form/index.ts";
import { isUuid, type Problem } from "../../../kernel/index.ts";
import { multipartOf, redirectTo, TurnedAway, textOf } from "../../../platform/http/index.ts";
import { button, buttonGroup, html, narrow } from "../../components/index.ts";
import type { WebDeps } from "../deps.ts";
import { csrfField, wayBack, webPage, wordsOf } from "../page.ts";
import { paperSummary, papersView } from "./document-view.ts";
import { keep, listsOf, type Opened, openDraft } from "./draft.ts";
import { captionOf, firstButton, goOnButtons } from "./page-view.ts";
import { takeFiles } from "./take-files.ts";
import { pathOf, placeOf, type Way, wayOf } from "./way.ts";

interface OfDraft {
  readonly id: string;
}

interface PapersAt {
  readonly opened: Opened;
  readonly documents: Documents;
  readonly way: Way;
}

/** `/drafts/:id/documents`: the papers of a draft, all on one page. */
export function documentRoutes(app: FastifyInstance, deps: WebDeps): void {
  app.get<{ Params: OfDraft }>("/drafts/:id/documents", async (request, reply) =>
    show(request, reply, deps, await papersAt(request, deps, request.params.id)),
  );
  app.post<{ Params: OfDraft }>(
    "/drafts/:id/documents",
    { config: { multipart: true } },
    async (request, reply) =>
      take(request, reply, deps, await papersAt(request, deps, request.params.id)),
  );
}

async function papersAt(request: FastifyRequest, deps: WebDeps, id: string): Promise<PapersAt> {
  const opened = await openDraft(request, deps, id);
  const documents = await deps.cases.draftDocuments(opened.draft.id);
  const way = wayOf(opened, documents);
  const place = placeOf(way, "documents");
  if (place < 0 || place > way.open)
    throw new TurnedAway({ path: pathOf(opened.draft.id, way.steps[way.open]) });
  return { opened, documents, way };
}

function show(
  request: FastifyRequest,
  reply: FastifyReply,
  deps: WebDeps,
  { opened, documents, way }: PapersAt,
  problems: readonly Problem[] = [],
): FastifyReply {
  const { draft, def, facts } = opened;
  const t = wordsOf(request, deps);
  const wanted = documentsWanted(def, draft.answers, facts);
  const view = { wanted, attached: documents, problems, removable: true };
  const place = placeOf(way, "documents");
  const step = t("form.section-of", { number: place + 1, total: way.steps.length });
  const attach = buttonGroup(
    button({ text: t("form.upload"), kind: "secondary", name: "_action", value: "upload" }),
  );
  const form = html`<form method="post" action="/drafts/${draft.id}/documents" enctype="multipart/form-data" novalidate>${csrfField(request, reply)}${firstButton}${papersView(view, t)}${attach}${goOnButtons(t)}</form>`;
  const content = html`${paperSummary(view, t)}${captionOf(def, step, t)}<h1 class="govuk-heading-l">${t("form.documents")}</h1><p class="govuk-body">${t("apply.documents-lead")}</p>${form}`;
  const failed = problems.length > 0;
  return webPage(request, reply, deps, {
    title: `${t("form.documents")} – ${t.words(def.title)}`,
    content: narrow(content),
    before: wayBack(pathOf(draft.id, way.steps[place - 1] ?? way.steps[0]), t),
    failed,
    ...(failed && { status: 422 }),
  });
}

async function take(request: FastifyRequest, reply: FastifyReply, deps: WebDeps, at: PapersAt) {
  const { draft, def, facts, person } = at.opened;
  const posted = multipartOf(request);
  const own = `/drafts/${draft.id}/documents`;
  const removed = textOf(posted.fields, "_remove");
  if (isUuid(removed)) {
    await deps.cases.detachFile(removed, draft.id, person.id);
    return redirectTo(reply, own);
  }
  const wanted = documentsWanted(def, draft.answers, facts);
  const folder = { draftId: draft.id };
  const given = { person: person.id, folder, wanted, attached: at.documents, posted };
  const problems = await takeFiles(deps, given);
  const documents = await deps.cases.draftDocuments(draft.id);
  const now = { ...at, documents };
  if (problems.length > 0) return show(request, reply, deps, now, problems);
  const action = textOf(posted.fields, "_action");
  if (action === "upload") return redirectTo(reply, own);
  if (action === "save") return redirectTo(reply, `/drafts/${draft.id}/saved`);
  const missing = problemsOf(def, draft.answers, documents, facts, listsOf(deps)).filter(
    ({ field }) => field.startsWith("documents."),
  );
  if (missing.length > 0) return show(request, reply, deps, now, missing);
  const kept = await keep(at.opened, deps, draft.answers, "documents");
  const { steps, open } = wayOf({ ...at.opened, draft: kept }, documents);
  return redirectTo(reply, pathOf(draft.id, steps[open]));
}
