import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { otherContact, send as sendApplication } from "../../../acts/index.ts";
import { type Documents, summaryOf, type Way } from "../../../form/index.ts";
import type { Refusal, RefusalCode } from "../../../kernel/index.ts";
import {
  formOf,
  langOf,
  limited,
  redirectTo,
  sendRefusal,
  TurnedAway,
  textOf,
} from "../../../platform/http/index.ts";
import { csrfField, narrow } from "../../components/index.ts";
import { listsOf, type Opened, pathOf, wayBack, wayOf } from "../../questions/index.ts";
import type { WebDeps } from "../deps.ts";
import { webPage, wordsOf } from "../page.ts";
import { notOnline } from "../ways-to-pay.ts";
import { alreadyOpen } from "./already.ts";
import { checkView } from "./check-view.ts";
import { draftAhead, openDraft } from "./draft.ts";
import { toldInOn } from "./told-in.ts";

interface OfDraft {
  readonly id: string;
}

interface CheckAt {
  readonly opened: Opened;
  readonly documents: Documents;
  readonly way: Way;
}

/** `/drafts/:id/check`: everything once more, the declaration, and sending. */
export function checkRoutes(app: FastifyInstance, deps: WebDeps): void {
  const ahead = draftAhead(deps);
  app.get<{ Params: OfDraft }>("/drafts/:id/check", { config: { ahead } }, async (request, reply) =>
    show(request, reply, deps, await checkAt(request, deps, request.params.id)),
  );
  app.post<{ Params: OfDraft }>(
    "/drafts/:id/check",
    { config: { ...limited("submit"), ahead } },
    async (request, reply) => send(request, reply, deps, request.params.id),
  );
}

async function checkAt(request: FastifyRequest, deps: WebDeps, id: string): Promise<CheckAt> {
  const opened = await openDraft(request, deps, id);
  const documents = await deps.cases.draftDocuments(opened.draft.id);
  const way = wayOf(opened, documents);
  if (way.open < way.steps.length)
    throw new TurnedAway({ path: pathOf(opened.base, way.steps[way.open]) });
  return { opened, documents, way };
}

async function show(
  request: FastifyRequest,
  reply: FastifyReply,
  deps: WebDeps,
  { opened, documents, way }: CheckAt,
  refusal?: Refusal,
): Promise<FastifyReply> {
  const { draft, def, facts } = opened;
  const t = wordsOf(request, deps);
  const lang = langOf(request);
  const telling = { lang, words: deps.askedWords(lang), codes: listsOf(deps) };
  const summary = summaryOf({ def, answers: draft.answers, documents }, facts, telling);
  const { person } = opened;
  const view = {
    applicant: person,
    already: await alreadyOpen(deps, opened, t),
    ...{ summary, base: opened.base, refusal, csrf: csrfField(request, reply) },
    account: { phone: person.phone, email: person.email },
    other: otherContact(def, draft.answers, facts, person),
    told: toldInOn(request, deps, person, draft.toldIn),
    noWay: await notOnline(deps, t, "paying.waits"),
  };
  return webPage(request, reply, deps, {
    title: `${t("check.heading")} – ${t.words(def.title)}`,
    content: narrow(checkView(view, t)),
    before: wayBack(pathOf(opened.base, way.steps.at(-1)), t),
    failed: refusal !== undefined,
    ...(refusal && { status: 422 }),
  });
}

/** Nothing is wrong with the answers: they stay, to be sent another day. */
const sentLater: ReadonlySet<RefusalCode> = new Set(["case.too-many-today", "offline.held"]);

/** Sent twice, it stays one application: the second post redirects as the first did. */
async function send(request: FastifyRequest, reply: FastifyReply, deps: WebDeps, id: string) {
  const { draft, def, facts, person } = await openDraft(request, deps, id, true);
  if (draft.caseId) return redirectTo(reply, `/applications/${draft.caseId}/sent`);
  if (textOf(formOf(request), "declaration") !== "true") {
    const missing: Refusal = { kind: "invalid", code: "case.declaration-missing" };
    return show(request, reply, deps, await checkAt(request, deps, id), missing);
  }
  const { other = null } = toldInOn(request, deps, person, draft.toldIn);
  const checked = { ...draft, toldIn: other };
  const sending = { draftId: draft.id, draft: checked, person, lang: langOf(request) };
  const sent = await sendApplication(deps, sending);
  if (sent.ok) {
    const { caseId } = sent.value;
    const contact = otherContact(def, draft.answers, facts, person);
    const isGiven = contact && textOf(formOf(request), "messages") === "given";
    // Messages go to the account until the person has confirmed what they gave.
    return redirectTo(reply, `/applications/${caseId}/sent${isGiven ? "?messages=given" : ""}`);
  }
  const { kind, code } = sent.refusal;
  if (kind !== "invalid" && !sentLater.has(code)) return sendRefusal(reply, sent.refusal);
  return show(request, reply, deps, await checkAt(request, deps, id), sent.refusal);
}
