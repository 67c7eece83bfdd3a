import type { FastifyRequest } from "fastify";
import { factsFor } from "../../../acts/index.ts";
import type { JourneyKept, StepDraft } from "../../../cases/index.ts";
import type { Definition, Journey } from "../../../catalogue/index.ts";
import {
  type JourneyGiven,
  openLeft,
  type Step,
  type StepLeft,
  stepsLeft,
  wayLeft,
} from "../../../form/index.ts";
import { isUuid } from "../../../kernel/index.ts";
import { type Level, type Person, requirePerson } from "../../../platform/auth/index.ts";
import { notFound } from "../../../platform/http/index.ts";
import { listsOf, pathOf } from "../../questions/index.ts";
import type { WebDeps } from "../deps.ts";

/** A person's own journey with all that its pages need to know. */
export interface OpenJourney {
  readonly record: JourneyKept;
  readonly journey: Journey;
  readonly person: Person;
  readonly given: JourneyGiven;
  /** The steps that these answers need, in order. */
  readonly left: readonly StepLeft[];
}

/**
 * The highest level of assurance that any of the services asks for: asked once, at the beginning.
 */
export function personFor(
  request: FastifyRequest,
  { steps }: Journey,
  { catalogue }: Pick<WebDeps, "catalogue">,
): Person {
  const levels = steps.map(({ service }) => catalogue.current(service)?.level ?? 0);
  return requirePerson(request, Math.max(1, ...levels) as Level);
}

/** The caller's own journey; answers 404 for another person's. */
export async function openJourney(
  request: FastifyRequest,
  deps: WebDeps,
  id: string,
): Promise<OpenJourney> {
  const asking = requirePerson(request);
  const ownJourney = isUuid(id) ? await deps.cases.findJourney(id, asking.id) : undefined;
  const journey = ownJourney && deps.catalogue.journey(ownJourney.journey);
  if (!ownJourney || !journey) throw notFound();
  const person = personFor(request, journey, deps);
  const given: JourneyGiven = {
    journey,
    facts: factsFor(person, deps),
    codeLists: listsOf(deps),
    agreed: ownJourney.agreedAt !== null,
    steps: await Promise.all(ownJourney.drafts.map((draft) => givenOf(draft, deps))),
  };
  return { record: ownJourney, journey, person, given, left: stepsLeft(given) };
}

export async function givenOf(draft: StepDraft, { catalogue, cases }: WebDeps) {
  await catalogue.findVersion(draft.service, draft.definition);
  const def = definitionOf(draft, catalogue);
  const documents = def.documents.length > 0 ? await cases.draftDocuments(draft.id) : {};
  const { service, answers } = draft;
  return { service, def, answers, documents, sent: draft.caseId !== null };
}

export function definitionOf(
  draft: Pick<StepDraft, "id" | "service" | "definition">,
  catalogue: WebDeps["catalogue"],
): Definition {
  const def = catalogue.version(draft.service, draft.definition);
  if (!def) throw new Error(`draft ${draft.id} follows an unknown definition`);
  return def;
}

export function draftOf({ record }: Pick<OpenJourney, "record">, service: string): StepDraft {
  const draft = record.drafts.find((each) => each.service === service);
  if (!draft) throw new Error(`journey ${record.id} has no draft of ${service}`);
  return draft;
}

export const journeyPath = (id: string): string => `/journeys/${id}`;

/** Address under which the pages of one step lie. */
export const stepBase = (journey: string, draft: string): string =>
  `${journeyPath(journey)}/steps/${draft}`;

/** The first step that is not complete, and its open page. */
export function openStep(
  opened: OpenJourney,
): { readonly left: StepLeft; readonly step: Step } | undefined {
  const { facts, codeLists } = opened.given;
  for (const left of opened.left) {
    if (left.sent) continue;
    const step = openLeft(left, draftOf(opened, left.service).visited, facts, codeLists);
    if (step) return { left, step };
  }
  return undefined;
}

/** Where the person goes on: the first open page of all services, else the answers to check. */
export function nextPath(opened: OpenJourney): string {
  const { record, left } = opened;
  const path = journeyPath(record.id);
  if (record.stoppedAt || left.every(({ sent }) => sent)) return path;
  const open = openStep(opened);
  if (!open) return `${path}/check`;
  return pathOf(stepBase(record.id, draftOf(opened, open.left.service).id), open.step);
}

/** Back from the first question of a step: the last page of the ones before; at the end, of all. */
export function beforeStep(opened: OpenJourney, place = opened.left.length): string {
  for (const left of opened.left.slice(0, place).reverse()) {
    const last = left.sent ? undefined : wayLeft(left, opened.given.facts).at(-1);
    if (last) return pathOf(stepBase(opened.record.id, draftOf(opened, left.service).id), last);
  }
  const { record, journey } = opened;
  return record.agreedAt ? journeyPath(record.id) : `/life-events/${journey.id}`;
}
