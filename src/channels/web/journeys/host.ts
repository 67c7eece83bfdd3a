import type { FastifyRequest } from "fastify";
import type { Draft } from "../../../cases/index.ts";
import {
  fittingLater,
  onlyOpen,
  partOf,
  restOf,
  type StepLeft,
  sharedAnswers,
  turnAmong,
} from "../../../form/index.ts";
import { notFound, TurnedAway } from "../../../platform/http/index.ts";
import { csrfField } from "../../components/index.ts";
import type { Among, Host, Opened } from "../../questions/index.ts";
import type { WebDeps } from "../deps.ts";
import { webPage, wordsOf } from "../page.ts";
import {
  beforeStep,
  definitionOf,
  draftOf,
  nextPath,
  type OpenJourney,
  openJourney,
  openStep,
  stepBase,
} from "./open.ts";
import { sumInShort, sumOf } from "./sum-view.ts";

/** The questions of one step, without those that other steps of the journey ask. */
export const journeyHost = (deps: WebDeps): Host => ({
  ...deps,
  cases: { ...deps.cases, saveDraft: (draft) => saveStep(deps, draft) },
  route: "/journeys/:journey/steps/:id",
  open: (request) => openStepDraft(request, deps),
  before: (opened) => opened.among?.before ?? "/applications",
  words: (request) => wordsOf(request, deps),
  csrf: csrfField,
  page: (request, reply, page) => webPage(request, reply, deps, page),
});

/** The draft of a step, if the ones before it are answered; else it leads to what is open. */
async function openStepDraft(request: FastifyRequest, deps: WebDeps): Promise<Opened> {
  const { journey, id } = request.params as { readonly journey: string; readonly id: string };
  const opened = await openJourney(request, deps, journey);
  const { record, left, given, person } = opened;
  const draft = record.drafts.find((each) => each.id === id);
  if (!draft) throw notFound();
  if (draft.caseId) throw new TurnedAway({ path: `/applications/${draft.caseId}` });
  const place = left.findIndex(({ service }) => service === draft.service);
  const own = left[place];
  const open = openStep(opened);
  const isEarlier = open !== undefined && left.indexOf(open.left) < place;
  if (!own || isEarlier || record.stoppedAt) throw new TurnedAway({ path: nextPath(opened) });
  const base = stepBase(record.id, draft.id);
  const among = amongOf(opened, own, place, isChange(request), deps);
  return { draft, def: own.def, facts: given.facts, person, base, files: "/files", among };
}

/**
 * Did the person come to change an answer? Said by the address, and by the form that was posted.
 */
const isChange = (request: FastifyRequest): boolean =>
  (request.query as Record<string, unknown>).change === "1" ||
  (request.body as Record<string, unknown> | undefined)?._change === "1";

function amongOf(
  opened: OpenJourney,
  own: StepLeft,
  place: number,
  change: boolean,
  deps: WebDeps,
): Among {
  const { facts, codeLists, agreed } = opened.given;
  const left = agreed && !change ? onlyOpen(own, facts, codeLists) : own;
  return {
    left,
    rest: restOf(left, facts, codeLists),
    part: partOf(opened.given, opened.left, own.service),
    sum: (t) => sumInShort(sumOf(opened, deps), t),
    before: beforeStep(opened, place),
    changePath: (name) => changePath(opened, own, name),
    turn: (...given) => turnAmong(opened.given, own.service, ...given),
    fitting: (...asked) => fittingLater(opened.given, own.service, ...asked),
  };
}

/** The page on which an answer was given first; none where it came from elsewhere. */
function changePath(opened: OpenJourney, own: StepLeft, name: string): string | undefined {
  for (const left of opened.left) {
    const page = left.def.form.find(
      ({ repeat, fields }) => !repeat && fields.some((field) => field.name === name),
    );
    if (!page || left.sent || left.knownAnswers.has(name)) {
      if (left === own) return undefined;
      continue;
    }
    const base = stepBase(opened.record.id, draftOf(opened, left.service).id);
    return `${base}/page/${page.id}?change=1`;
  }
  return undefined;
}

/** An answer given in one step counts in all steps. */
async function saveStep(
  deps: WebDeps,
  draft: Pick<Draft, "id" | "person" | "answers" | "visited">,
): Promise<boolean> {
  const { cases, catalogue } = deps;
  const own = await cases.findDraft(draft.id, draft.person);
  const ownJourney = own?.journey ? await cases.findJourney(own.journey, draft.person) : undefined;
  const journey = ownJourney && catalogue.journey(ownJourney.journey);
  if (!own || !journey) return false;
  const steps = ownJourney.drafts.map((each) => ({
    service: each.service,
    def: definitionOf(each, catalogue),
    answers: each.answers,
    documents: {},
    sent: each.caseId !== null,
  }));
  return cases.saveStep(draft, sharedAnswers({ journey, steps }, own.service, draft.answers));
}
