import type { FastifyRequest } from "fastify";
import type { Draft } from "../../../cases/index.ts";
import type { Definition } from "../../../catalogue/index.ts";
import type {
  Answers,
  Applicant,
  CodeLists,
  FormFacts,
  LabelledCodes,
} from "../../../form/index.ts";
import { dateIn, isUuid } from "../../../kernel/index.ts";
import { type Level, type Person, requirePerson } from "../../../platform/auth/index.ts";
import { TurnedAway } from "../../../platform/http/index.ts";
import type { WebDeps } from "../deps.ts";

/** A draft with all that its pages need to know. */
export interface Opened {
  readonly draft: Draft;
  readonly def: Definition;
  readonly facts: FormFacts;
  readonly person: Person;
}

/** What rules may know of the person: what the issuer says, nothing that was typed here. */
export const applicantOf = (person: Person): Applicant => ({
  name: person.name,
  birthDate: person.birthDate,
  nationalId: person.nationalId,
  nationality: person.nationality,
  phone: person.phone,
  email: person.email,
});

export const factsFor = (person: Person, { clock, catalogue }: WebDeps): FormFacts => ({
  today: dateIn(clock(), catalogue.jurisdiction.timeZone),
  applicant: applicantOf(person),
});

/** Signed in as surely as the service asks; a service of level 0 still needs to know whose draft it is. */
export const personFor = (request: FastifyRequest, { level }: Definition): Person =>
  requirePerson(request, Math.max(1, level) as Level);

export const notFound = (code = "http.not-found") =>
  new TurnedAway({ refusal: { kind: "not-found", code } });

/** The caller's own draft. Another's is not there; one that was sent leads to its application. */
export async function openDraft(
  request: FastifyRequest,
  deps: WebDeps,
  id: string,
  sentToo = false,
): Promise<Opened> {
  const asking = requirePerson(request);
  const draft = isUuid(id) ? await deps.cases.findDraft(id, asking.id) : undefined;
  if (!draft) throw notFound();
  if (draft.caseId && !sentToo) throw new TurnedAway({ path: `/applications/${draft.caseId}` });
  const def = deps.catalogue.version(draft.service, draft.definition);
  if (!def) throw new Error(`draft ${draft.id} follows an unknown definition`);
  const person = personFor(request, def);
  return { draft, def, person, facts: factsFor(person, deps) };
}

/** Keeps answers; a page answered well is remembered as visited. */
export async function keep(
  { draft }: Opened,
  { cases }: WebDeps,
  answers: Answers,
  visit?: string,
): Promise<Draft> {
  const { visited: before } = draft;
  const visited = visit === undefined || before.includes(visit) ? before : [...before, visit];
  const { id, person } = draft;
  const kept = await cases.saveDraft({ id, person, answers, visited });
  if (!kept)
    throw new TurnedAway({ refusal: { kind: "conflict", code: "case.already-submitted" } });
  return { ...draft, answers, visited };
}

/** Code lists as `form` reads them. */
export const listsOf =
  ({ catalogue }: WebDeps): CodeLists & LabelledCodes =>
  (id: string) =>
    catalogue.codeList(id) ?? [];
