import type { FastifyReply, FastifyRequest } from "fastify";
import { factsFor, isCardToCheck, mayFillIn, reachOf } from "../../acts/index.ts";
import { phoneOptional } from "../../form/index.ts";
import { isUuid } from "../../kernel/index.ts";
import { langOf, notAllowed, notFound, TurnedAway } from "../../platform/http/index.ts";
import { button, csrfField, html, type SafeHtml } from "../components/index.ts";
import type { Host, Opened } from "../questions/index.ts";
import type { CounterDeps } from "./deps.ts";
import { showVisit, type VisitDesk, visitDesk } from "./visit-desk.ts";

/**
 * The draft of this client that the address names. Another person's is not there. `toSend`: who
 * they are must be sure by now; before that it may be filled in while a card is read.
 */
export async function openDraft(
  desk: VisitDesk,
  id: string,
  { sentToo = false, toSend = false } = {},
): Promise<Opened> {
  const { deps, person, base } = desk;
  const draft = isUuid(id) ? await deps.cases.findDraft(id, person.id) : undefined;
  // It may have gone with a card that was not confirmed, and that page says so.
  if (!draft && isCardToCheck(desk)) throw new TurnedAway({ path: `${base}/card` });
  // A step of a journey is asked with the others and sent by their agreement, which the person
  // gives on their own.
  if (!draft || draft.journey) throw notFound();
  if (!(await reachOf(deps, desk.visit)).hasDraft(draft.id)) throw notFound();
  if (draft.caseId && !sentToo)
    throw new TurnedAway({ path: `${base}/applications/${draft.caseId}` });
  const def = await deps.catalogue.findVersion(draft.service, draft.definition);
  if (!def) throw new Error(`draft ${draft.id} follows an unknown definition`);
  // Their first page asks for a second officer, who looks at the card.
  const mayFill = await mayFillIn(deps, desk, def);
  if (person.level < def.level && (toSend || !mayFill))
    throw isCardToCheck(desk)
      ? new TurnedAway({ path: mayFill ? `${base}/drafts/${draft.id}/check` : base })
      : notAllowed("counter.level-too-low");
  const facts = factsFor(person, deps, draft);
  const asked = person.phone === null ? phoneOptional(def) : def;
  return {
    draft,
    def: asked,
    facts,
    person,
    base: `${base}/drafts/${draft.id}`,
    files: `${base}/files`,
  };
}

/**
 * A token binds itself to the cookie of a session, which every officer has, and then needs no
 * reply.
 */
const noReply = Object.freeze({}) as FastifyReply;

/** To all questions at once, now and from now on, from each page of them. */
function allForm(
  request: FastifyRequest,
  reply: FastifyReply,
  { i18n }: Pick<CounterDeps, "i18n">,
): SafeHtml {
  const { visit, id } = request.params as { readonly visit: string; readonly id: string };
  const t = i18n.for(langOf(request));
  const text = t("counter.all-at-once");
  return html`<form method="post" action="/counter/visits/${visit}/drafts/${id}/all">
    ${csrfField(request, reply)}
    ${button({ text, kind: "secondary", name: "_action", value: "whole" })}</form>`;
}

/** The questions as an operator asks them; all pages stand under the open client. */
export function counterHost(deps: CounterDeps): Host {
  const desks = new WeakMap<FastifyRequest, VisitDesk>();
  const deskAt = (request: FastifyRequest): VisitDesk => {
    const desk = desks.get(request);
    if (!desk) throw new Error("a page of questions without an open client");
    return desk;
  };
  return {
    ...deps,
    route: "/counter/visits/:visit/drafts/:id",
    async open(request) {
      const { at } = await visitDesk(deps, request, noReply);
      const params = request.params as { readonly id: string; readonly visit: string };
      // The page of the visit itself says why, in the operator's frame.
      if (!at.ok) throw new TurnedAway({ path: `/counter/visits/${params.visit}` });
      desks.set(request, at.value);
      return openDraft(at.value, params.id);
    },
    before: ({ base }) => base.replace(/\/drafts\/.*$/, ""),
    words: (request) => deps.i18n.for(langOf(request)),
    csrf: csrfField,
    page: (request, reply, page) =>
      showVisit(
        { ...deskAt(request), reply, csrf: csrfField(request, reply) },
        {
          ...{ ...page, path: request.url },
          content: html`${page.content}${allForm(request, reply, deps)}`,
        },
      ),
  };
}
