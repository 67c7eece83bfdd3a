import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import type { Credential } from "../../../credentials/index.ts";
import { isUuid } from "../../../kernel/index.ts";
import { type Level, type Person, requirePerson } from "../../../platform/auth/index.ts";
import { notFound, sendRefusal } from "../../../platform/http/index.ts";
import { isLang } from "../../../platform/i18n/index.ts";
import { breadcrumbs, html, narrow, ownCards } from "../../components/index.ts";
import type { WebDeps } from "../deps.ts";
import { attachment, webPage, wordsOf } from "../page.ts";
import { levelOf } from "./own.ts";
import { paperCard, paperPage } from "./paper-view.ts";

/** `/documents`: what was issued to the person; `/files/:id`: what the person attached. */
export function paperRoutes(app: FastifyInstance, deps: WebDeps): void {
  app.get("/documents", async (request, reply) => showPapers(request, reply, deps));
  app.get<{ Params: { id: string } }>("/documents/:id", async (request, reply) =>
    showPaper(request, reply, deps, request.params.id),
  );
  app.get<{ Params: { id: string; lang: string } }>(
    "/documents/:id/:lang",
    async (request, reply) => sendPaper(request, reply, deps, request.params),
  );
  app.get<{ Params: { id: string } }>("/files/:id", async (request, reply) =>
    sendFile(request, reply, deps, request.params.id),
  );
}

async function showPapers(request: FastifyRequest, reply: FastifyReply, deps: WebDeps) {
  const person = requirePerson(request);
  const papers = await deps.credentials.forPerson(person.id);
  const levels = papers.map(({ service }) => levelOf(deps.catalogue.current(service)));
  requirePerson(request, Math.max(1, ...levels) as Level);
  const t = wordsOf(request, deps);
  const list = ownCards(
    papers.map((paper) => paperCard(paper, deps, t)),
    2,
  );
  const empty = html`<p class="govuk-body hw-empty">${t("documents.empty")}</p>`;
  const content = html`<h1 class="govuk-heading-xl">${t("documents.heading")}</h1>
    <p class="govuk-body-l">${t("documents.lead")}</p>${papers.length === 0 ? empty : list}`;
  const title = t("documents.heading");
  return webPage(request, reply, deps, { title, current: "documents", content });
}

/** The caller's own paper, at the level of its service; 404 for another person's. */
async function openPaper(
  request: FastifyRequest,
  deps: WebDeps,
  id: string,
): Promise<{ readonly paper: Credential; readonly person: Person }> {
  const person = requirePerson(request);
  const paper = isUuid(id) ? await deps.credentials.find(id) : undefined;
  if (!paper || paper.personId !== person.id) throw notFound();
  requirePerson(request, levelOf(deps.catalogue.current(paper.service)));
  return { paper, person };
}

/** `/documents/:id`: one paper, with what stands on it. */
async function showPaper(request: FastifyRequest, reply: FastifyReply, deps: WebDeps, id: string) {
  const { paper } = await openPaper(request, deps, id);
  const t = wordsOf(request, deps);
  const title = t.words(paper.title);
  return webPage(request, reply, deps, {
    title: `${title} – ${paper.number}`,
    current: "documents",
    content: narrow(paperPage(paper, deps, t)),
    before: breadcrumbs([{ text: t("documents.heading"), href: "/documents" }], t),
  });
}

async function sendPaper(
  request: FastifyRequest,
  reply: FastifyReply,
  deps: WebDeps,
  { id, lang }: { readonly id: string; readonly lang: string },
) {
  if (!isLang(lang)) throw notFound();
  const { paper } = await openPaper(request, deps, id);
  const drawn = await deps.credentials.pdf(id, lang);
  if (!drawn.ok) return sendRefusal(reply, drawn.refusal);
  return attachment(reply, `${paper.number}-${lang}.pdf`, "application/pdf", drawn.value);
}

async function sendFile(request: FastifyRequest, reply: FastifyReply, deps: WebDeps, id: string) {
  const person = requirePerson(request);
  const file = isUuid(id) ? await deps.cases.findFile(id) : undefined;
  if (!file || file.personId !== person.id) throw notFound();
  const of = file.caseId ?? file.answerTo;
  const app = of ? await deps.cases.open(of) : undefined;
  if (app) requirePerson(request, levelOf(app.definition));
  return attachment(reply, file.name, file.mediaType, file.content);
}
