import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import {
  type Documents,
  documentsWanted,
  placeOf,
  problemsOf,
  type Way,
  withVisit,
} from "../../form/index.ts";
import { isUuid, type Problem } from "../../kernel/index.ts";
import { multipartOf, redirectTo, TurnedAway, textOf } from "../../platform/http/index.ts";
import { button, buttonGroup, html, narrow } from "../components/index.ts";
import { ownProblems, placeText, stillWanted } from "./among.ts";
import { paperSummary, papersView } from "./document-view.ts";
import { type Host, listsOf, type Opened } from "./host.ts";
import { keep, wayBack } from "./keep.ts";
import { captionOf, firstButton, goOnButtons } from "./page-view.ts";
import { idsOf, takeFiles } from "./take-files.ts";
import { pathOf, wayOf } from "./way.ts";

interface PapersAt {
  readonly opened: Opened;
  readonly documents: Documents;
  readonly way: Way;
  readonly held: ReadonlySet<string>;
}

/** `…/documents`: the papers of a draft, all on one page. */
export function documentRoutes(app: FastifyInstance, host: Host): void {
  const path = `${host.route}/documents`;
  app.get(path, async (request, reply) =>
    show(request, reply, host, await papersAt(request, host)),
  );
  app.post(path, { config: { multipart: true } }, async (request, reply) =>
    take(request, reply, host, await papersAt(request, host)),
  );
}

async function papersAt(request: FastifyRequest, host: Host): Promise<PapersAt> {
  const opened = await host.open(request);
  const documents = await host.cases.draftDocuments(opened.draft.id);
  const way = wayOf(opened, documents);
  const place = placeOf(way, "documents");
  if (place < 0 || place > way.open)
    throw new TurnedAway({ path: pathOf(opened.base, way.steps[way.open]) });
  return { opened, documents, way, held: await host.cases.heldAmong(idsOf(documents)) };
}

function show(
  request: FastifyRequest,
  reply: FastifyReply,
  host: Host,
  { opened, documents, way, held }: PapersAt,
  problems: readonly Problem[] = [],
): FastifyReply {
  const { draft, def, facts, base, files } = opened;
  const t = host.words(request);
  const required = stillWanted(documentsWanted(def, draft.answers, facts), opened);
  const view = { wanted: required, attached: documents, problems, removable: true, files, held };
  const place = placeOf(way, "documents");
  const step = placeText(opened, "documents", t);
  const attach = buttonGroup(
    button({ text: t("form.upload"), kind: "secondary", name: "_action", value: "upload" }),
  );
  const form = html`<form method="post" action="${base}/documents" enctype="multipart/form-data"
      novalidate data-progress="${t("apply.sending-files")}">
    ${host.csrf(request, reply)}${firstButton}${papersView(view, t)}${attach}
    ${goOnButtons(t)}</form>`;
  const content = html`${paperSummary(view, t)}${captionOf(def, step, t)}
    <h1 class="govuk-heading-l">${t("form.documents")}</h1><p class="govuk-body">
    ${t("apply.documents-lead")}</p>${form}`;
  const failed = problems.length > 0;
  return host.page(request, reply, {
    title: `${t("form.documents")} – ${t.words(def.title)}`,
    content: narrow(content),
    before: wayBack(place > 0 ? pathOf(base, way.steps[place - 1]) : host.before(opened), t),
    failed,
    ...(failed && { status: 422 }),
  });
}

async function take(request: FastifyRequest, reply: FastifyReply, host: Host, at: PapersAt) {
  const { draft, def, facts, person, base } = at.opened;
  const posted = multipartOf(request);
  const own = `${base}/documents`;
  const removed = textOf(posted.fields, "_remove");
  if (isUuid(removed)) {
    await host.cases.detachFile(removed, { draftId: draft.id }, person.id);
    return redirectTo(reply, own);
  }
  const required = stillWanted(documentsWanted(def, draft.answers, facts), at.opened);
  const folder = { draftId: draft.id };
  const given = { person: person.id, folder, wanted: required, attached: at.documents, posted };
  const problems = await takeFiles(host, given);
  const documents = await host.cases.draftDocuments(draft.id);
  const held = await host.cases.heldAmong(idsOf(documents));
  const now = { ...at, documents, held };
  if (problems.length > 0) return show(request, reply, host, now, problems);
  const action = textOf(posted.fields, "_action");
  if (action === "upload")
    return redirectTo(reply, own, { kind: "success", code: "apply.uploaded" });
  if (action === "save") return redirectTo(reply, `${base}/saved`);
  const all = problemsOf(def, draft.answers, documents, facts, listsOf(host));
  const missing = ownProblems(all, at.opened).filter(({ field }) => field.startsWith("documents."));
  if (missing.length > 0) return show(request, reply, host, now, missing);
  const saved = await keep(at.opened, host, withVisit(draft, "documents"));
  const { steps, open } = wayOf({ ...at.opened, draft: saved }, documents);
  return redirectTo(reply, pathOf(base, steps[open]));
}
