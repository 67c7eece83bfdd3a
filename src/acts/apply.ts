import type { Application, Draft, SubmissionReceipt, Through } from "../cases/index.ts";
import { type Definition, loadVersions } from "../catalogue/index.ts";
import {
  type Answers,
  answersAgain,
  applicantOf,
  type FormFacts,
  firstOpenStep,
} from "../form/index.ts";
import {
  type CommandId,
  canonical,
  type DraftId,
  dateIn,
  ok,
  type PersonId,
  type Result,
  refuse,
} from "../kernel/index.ts";
import { type Person, personById } from "../platform/auth/index.ts";
import type { ActDeps } from "./deps.ts";

/** Facts that rules see beside the answers of a draft, or of one about to begin. */
export const factsFor = (
  person: Person,
  { clock, catalogue }: Pick<ActDeps, "clock" | "catalogue">,
  draft?: Pick<Draft, "renews">,
): FormFacts => ({
  today: dateIn(clock(), catalogue.jurisdiction.timeZone),
  applicant: applicantOf(person),
  renewal: draft !== undefined && draft.renews !== null,
});

/** Whether a draft has no input yet, so that it can be reused. */
const isEmpty = ({ visited, answers, renews }: Draft): boolean =>
  visited.length === 0 && Object.keys(answers).length === 0 && !renews;

/**
 * A new draft of a service. Idempotent: an empty draft of the same version is continued. Refuses
 * case.too-many-drafts.
 */
export async function begin(
  { cases }: Pick<ActDeps, "cases">,
  person: PersonId,
  { id: service, version: definition }: Pick<Definition, "id" | "version">,
): Promise<Result<DraftId>> {
  const drafts = await cases.draftsOf(person);
  const empty = drafts.find(
    (draft) => draft.service === service && draft.definition === definition && isEmpty(draft),
  );
  if (empty) return ok(empty.id);
  const room = await cases.roomForDraft(person);
  return room.ok ? ok(await cases.startDraft({ person, service, definition })) : room;
}

/**
 * A draft that begins with what an earlier application of this person answered, as far as it is
 * asked the same way today. No page counts as answered, no document comes along. Idempotent: one
 * that begins alike and was not touched is continued.
 */
export async function beginAgain(
  { cases }: Pick<ActDeps, "cases">,
  before: Pick<Application, "definition" | "answers">,
  today: Definition,
  person: PersonId,
): Promise<{ readonly draft: DraftId; readonly answers: Answers }> {
  const { id: service, version: definition } = today;
  const answers = answersAgain(before.definition, today, before.answers);
  const same = (await cases.draftsOf(person)).find(
    (draft) =>
      draft.service === service &&
      draft.definition === definition &&
      draft.visited.length === 0 &&
      !draft.renews &&
      canonical(draft.answers) === canonical(answers),
  );
  const draft = same?.id ?? (await cases.startDraft({ person, service, definition, answers }));
  return { draft, answers };
}

export interface Sending {
  readonly draftId: string;
  readonly person: Person;
  readonly lang: string;
  /** The draft as the caller has just read it, to avoid reading it again. */
  readonly draft?: Draft;
  /** The person consented to this very draft: one that has changed since is refused. */
  readonly exact?: true;
  /** The channel, where it is not the person's own browser. */
  readonly through?: Through;
  /** Derived from the draft by default, so that repeating it makes one application. */
  readonly key?: CommandId;
}

interface SendDeps extends Pick<ActDeps, "cases"> {
  readonly counter: Pick<ActDeps["counter"], "isDraftHeld">;
}

/** What was taken without network has its reference before it is sent, and nothing else has. */
export const isTaken = ({ reference }: Pick<Draft, "reference">): boolean => Boolean(reference);

/**
 * Submits a draft in the person's name. Refuses offline.held where it was taken without network and
 * waits for a floor manager, and as `cases.submit` does.
 */
export async function send(
  { cases, counter }: SendDeps,
  { person, ...sending }: Sending,
): Promise<Result<SubmissionReceipt>> {
  const mayBeHeld = sending.draft === undefined || isTaken(sending.draft);
  if (mayBeHeld && (await counter.isDraftHeld(sending.draftId)))
    return refuse("conflict", "offline.held");
  return cases.submit({
    key: `submit:${sending.draftId}` as CommandId,
    ...sending,
    person: person.id,
    applicant: applicantOf(person),
    account: { phone: person.phone, email: person.email, toldIn: person.toldIn ?? null },
  });
}

type Needs = Pick<ActDeps, "sql" | "clock" | "catalogue"> & {
  readonly cases: Pick<ActDeps["cases"], "draftsOf">;
};

/**
 * Whether a person has a draft with all questions of one of these services answered: the counter
 * then only checks the documents. Halls know no forms, and ask here.
 */
export const makeFilledIn =
  (needs: Needs) =>
  async (id: PersonId, services: readonly string[]): Promise<boolean> => {
    const [person, drafts] = await Promise.all([
      personById(needs.sql, id),
      needs.cases.draftsOf(id),
    ]);
    if (!person) return false;
    await loadVersions(needs.catalogue, drafts);
    return drafts.some((draft) => {
      const { service, definition, visited, answers } = draft;
      const def = needs.catalogue.version(service, definition);
      if (!def || !services.includes(service) || visited.length === 0) return false;
      const open = firstOpenStep(def, answers, {}, factsFor(person, needs, draft));
      return open === undefined || open.kind === "documents";
    });
  };
