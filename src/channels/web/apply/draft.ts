import type { FastifyRequest } from "fastify";
import { factsFor } from "../../../acts/index.ts";
import type { Draft } from "../../../cases/index.ts";
import type { Definition } from "../../../catalogue/index.ts";
import { isUuid, type PersonId } from "../../../kernel/index.ts";
import { Ahead, type Level, type Person, requirePerson } from "../../../platform/auth/index.ts";
import type { Sql } from "../../../platform/db/index.ts";
import { notFound, TurnedAway } from "../../../platform/http/index.ts";
import { csrfField } from "../../components/index.ts";
import type { Host, Opened } from "../../questions/index.ts";
import type { WebDeps } from "../deps.ts";
import { webPage, wordsOf } from "../page.ts";
import { tellsAlready } from "./already.ts";
import { lookForOffers, withOffers } from "./offers.ts";

/**
 * Signed in as surely as the service asks, to go on at `next` or where they were; a service of
 * level 0 still needs to know whose draft it is.
 */
export const personFor = (request: FastifyRequest, { level }: Definition, next?: string): Person =>
  requirePerson(request, Math.max(1, level) as Level, next);

/** Address under which the pages of a draft lie. */
export const baseOf = (draft: string): string => `/drafts/${draft}`;

const aheads = new Ahead<Draft>();

interface OfDraft {
  readonly id: string;
}

/** The draft that an address names as `:id`, read with the session. */
export const draftAhead =
  ({ cases }: WebDeps) =>
  (request: FastifyRequest, sql: Sql): void => {
    const { id } = request.params as OfDraft;
    aheads.begin(request, id, () => cases.draftOfAnybody(id, sql));
  };

/** A draft of this person. */
async function findDraft(request: FastifyRequest, { cases }: WebDeps, id: string, of: PersonId) {
  const ahead = await aheads.take(request, id);
  if (ahead) return ahead.person === of ? ahead : undefined;
  return isUuid(id) ? cases.findDraft(id, of) : undefined;
}

/** The caller's own draft: 404 for another person's, a redirect to the application once sent. */
export async function openDraft(
  request: FastifyRequest,
  deps: WebDeps,
  id: string,
  sentToo = false,
): Promise<Opened> {
  const asking = requirePerson(request);
  const draft = await findDraft(request, deps, id, asking.id);
  if (!draft) throw notFound();
  if (draft.caseId && !sentToo) throw new TurnedAway({ path: `/applications/${draft.caseId}` });
  // A step of a journey is asked with what the others leave to ask.
  if (draft.journey) throw new TurnedAway({ path: `/journeys/${draft.journey}/next` });
  const def = await deps.catalogue.findVersion(draft.service, draft.definition);
  if (!def) throw new Error(`draft ${draft.id} follows an unknown definition`);
  const person = personFor(request, def);
  const facts = factsFor(person, deps, draft);
  return { draft, def, person, facts, base: baseOf(draft.id), files: "/files" };
}

/** The questions as a person answers them in their own browser. */
export const webHost = (deps: WebDeps): Host => ({
  ...deps,
  route: baseOf(":id"),
  ahead: draftAhead(deps),
  async open(request) {
    const opened = await openDraft(request, deps, (request.params as OfDraft).id);
    await lookForOffers(request, deps, opened);
    return opened;
  },
  besides: (opened, page) => tellsAlready(deps, opened, page),
  before: ({ def }) => `/services/${def.id}`,
  words: (request) => wordsOf(request, deps),
  csrf: csrfField,
  page: (request, reply, page) =>
    webPage(request, reply, deps, { ...page, content: withOffers(request, reply, deps, page) }),
});
