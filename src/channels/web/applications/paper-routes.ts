import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import {
  type Application,
  filesForApplicant,
  readable,
  type StoredFile,
} from "../../../cases/index.ts";
import { type Credential, shareDays } from "../../../credentials/index.ts";
import { isUuid } from "../../../kernel/index.ts";
import {
  isSharedComputer,
  type Level,
  type Person,
  requirePerson,
} from "../../../platform/auth/index.ts";
import { newId } from "../../../platform/db/index.ts";
import { formOf, notFound, redirectTo, sendRefusal, textOf } from "../../../platform/http/index.ts";
import { isLang } from "../../../platform/i18n/index.ts";
import { breadcrumbs, csrfField, html, narrow, ownCards } from "../../components/index.ts";
import type { WebDeps } from "../deps.ts";
import { attachment, webPage, wordsOf } from "../page.ts";
import { keyIn } from "./act-routes.ts";
import { levelOf } from "./own.ts";
import { paperCard, paperOnPhone, paperPage } from "./paper-view.ts";
import { shareView } from "./share-view.ts";

/** `/documents`: what was issued to the person; `/files/:id`: what the person attached. */
export function paperRoutes(app: FastifyInstance, deps: WebDeps): void {
  app.get("/documents", async (request, reply) => showPapers(request, reply, deps));
  app.get<{ Params: { id: string } }>("/documents/:id", async (request, reply) =>
    showPaper(request, reply, deps, request.params.id),
  );
  app.post<{ Params: { id: string } }>("/documents/:id/share", async (request, reply) =>
    share(request, reply, deps, request.params.id),
  );
  app.post<{ Params: { id: string } }>("/documents/:id/share/end", async (request, reply) => {
    const { paper, person } = await openPaper(request, deps, request.params.id);
    await deps.shares.end(textOf(formOf(request), "share"), person.id);
    return redirectTo(reply, pathOf(paper), { kind: "success", code: "me.share.ended" });
  });
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
  const { paper, person } = await openPaper(request, deps, id);
  const t = wordsOf(request, deps);
  const title = t.words(paper.title);
  const shares = await deps.shares.sharesOf(paper.id, person.id);
  const csrf = csrfField(request, reply);
  const sharing = { paper, shares, baseUrl: deps.baseUrl, csrf, key: newId() };
  return webPage(request, reply, deps, {
    title: `${title} – ${paper.number}`,
    current: "documents",
    content: narrow(
      html`${paperPage(paper, deps, t)}${
        isSharedComputer(request) ? null : paperOnPhone(paper, deps, t)
      }${shareView(sharing, deps, t)}`,
    ),
    before: breadcrumbs([{ text: t("documents.heading"), href: "/documents" }], t),
  });
}

const pathOf = ({ id }: Pick<Credential, "id">): string => `/documents/${id}`;

/** A link that shows the paper for some days; the same form sent twice makes one. */
async function share(request: FastifyRequest, reply: FastifyReply, deps: WebDeps, id: string) {
  const { paper, person } = await openPaper(request, deps, id);
  const form = formOf(request);
  const days = shareDays.find((each) => String(each) === textOf(form, "days")) ?? shareDays[0];
  const wish = { id: keyIn(form), credential: paper.id, person: person.id, days };
  const made = await deps.shares.share(wish);
  if (!made.ok) return sendRefusal(reply, made.refusal);
  return redirectTo(reply, pathOf(paper), { kind: "success", code: "me.share.made" });
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

/** What the person attached, or what an officer did and the service shows to the applicant. */
const isOwnFile = (
  file: Pick<StoredFile, "personId">,
  id: string,
  person: Person,
  app: Application | undefined,
): boolean =>
  file.personId === person.id ||
  (app?.state.submitted?.person === person.id &&
    filesForApplicant(app).some((each) => each.id === id));

async function sendFile(request: FastifyRequest, reply: FastifyReply, deps: WebDeps, id: string) {
  const person = requirePerson(request);
  const file = isUuid(id) ? await deps.cases.findFile(id) : undefined;
  const of = file?.caseId ?? file?.answerTo;
  const app = of ? await deps.cases.open(of) : undefined;
  if (!file || !isOwnFile(file, id, person, app)) throw notFound();
  if (app) requirePerson(request, levelOf(app.definition));
  const open = readable(file);
  if (!open.ok) return sendRefusal(reply, open.refusal);
  return attachment(reply, file.name, file.mediaType, file.content);
}
