import { randomBytes } from "node:crypto";
import type { Code, Definition } from "../catalogue/index.ts";
import {
  type Answers,
  type Applicant,
  type AskedWords,
  askedOf,
  callOf,
  type Documents,
  eligibilityOf,
  type FormFacts,
  feesOf,
  phoneOptional,
  problemsOf,
  pruned,
  valuesOf,
} from "../form/index.ts";
import {
  type CaseId,
  type CommandId,
  dateIn,
  instantOf,
  makeReference,
  ok,
  type PersonId,
  type Reference,
  type Result,
  refuse,
} from "../kernel/index.ts";
import { inOneGo, isConflict, newId, type Sql } from "../platform/db/index.ts";
import {
  type Consequences,
  decided,
  unlessChanged,
  VersionConflict,
  withConsequences,
} from "../platform/events/index.ts";
import { actorText } from "./actor.ts";
import { caseDecider } from "./decide.ts";
import { type Draft, findDraft } from "./drafts.ts";
import { initial } from "./evolve.ts";
import { type CaseAfter, type CasesNeeds, jobsOf, logOf } from "./handle.ts";
import type { Account, Actor, CaseEvent, CaseState, Kept, Through } from "./model.ts";
import { mayStillSend, roomToSend } from "./quotas.ts";
import { callOfCase, enteredRanking } from "./ranking/entering.ts";
import { insertInCall, updateRank } from "./ranking/store.ts";
import { insertSearchWords } from "./search/store.ts";
import { keyName, searchWords } from "./search/words.ts";
import {
  changedTasks,
  documentsOf,
  filesOfDraft,
  insertAnswers,
  insertApplication,
  streamOf,
  upsertTasks,
} from "./store.ts";

/** What submitting needs in addition: code lists, and the words of the questions to store. */
export interface SubmitNeeds extends CasesNeeds {
  readonly codeLists: (id: string) => readonly Code[];
  readonly askedWords: (lang: string) => AskedWords;
}

export interface SubmissionReceipt {
  readonly caseId: CaseId;
  readonly reference: Reference;
}

export interface Submission {
  readonly draftId: string;
  readonly person: PersonId;
  readonly applicant: Applicant;
  readonly lang: string;
  readonly key?: CommandId;
  /** Set where somebody submits for the person through another channel. */
  readonly through?: Through;
  /** Another reference than the draft's own. */
  readonly reference?: Reference;
  /** The draft as the caller has just read it for this person, to avoid reading it again. */
  readonly draft?: Draft | undefined;
  /** Where the person's account is written to, if the caller has just read it. */
  readonly account?: Account;
  /**
   * The person consented to this very draft: one that has changed since is refused (case.conflict).
   */
  readonly exact?: true;
}

/**
 * Submits a draft. Idempotent: the same draft gives the same reference. Refusals:
 * case.not-found, case.answers-missing (with problems), case.call-closed (facts: opens, closes),
 * case.not-eligible (problems carry the definition's words), case.already-renewed,
 * case.reference-taken, case.too-many-today. A draft's own reference, given out without network,
 * is replaced if another application got it meanwhile (one in 10¹¹).
 */
export async function submit(
  needs: SubmitNeeds,
  given: Submission,
): Promise<Result<SubmissionReceipt>> {
  const draft = given.draft ?? (await findDraft(needs.sql, given.draftId, given.person));
  if (!draft) return refuse("not-found", "case.not-found");
  if (draft.caseId) return sentBefore(needs.sql, draft.caseId);
  const published = await needs.definition(draft.service, draft.definition);
  const inPerson = given.through !== undefined && given.through.door !== "api";
  const eased = inPerson && given.applicant.phone === null;
  const definition = published && eased ? phoneOptional(published) : published;
  if (!definition) throw new Error(`draft ${draft.id} follows an unknown definition`);
  const at = needs.clock();
  const files = definition.documents.length > 0 ? await filesOfDraft(needs.sql, draft.id) : [];
  const facts = {
    today: dateIn(at, needs.calendar().timeZone),
    applicant: given.applicant,
    renewal: draft.renews !== null,
  };
  const documents = documentsOf(files);
  const refusal = refusalOf(needs, definition, draft, documents, facts);
  if (refusal) return refusal;
  try {
    return await record(needs, { given, draft, definition, documents, facts, at });
  } catch (error) {
    if (isConflict(error, "application_renewed_once"))
      return refuse("conflict", "case.already-renewed");
    if (isConflict(error, "application_reference"))
      return draft.reference && !given.reference
        ? submit(needs, { ...given, reference: makeReference(randomBytes(18)) })
        : refuse("conflict", "case.reference-taken");
    if (!(error instanceof VersionConflict)) throw error;
    // The draft has changed since the caller read it: reload and retry once.
    if (given.draft && !given.exact) return submit(needs, { ...given, draft: undefined });
    return whyNotSent(needs, given, at);
  }
}

/** The draft is sent already, or has changed, or its person has sent their share of the day. */
async function whyNotSent(
  needs: SubmitNeeds,
  { draftId, person }: Submission,
  at: Date,
): Promise<Result<SubmissionReceipt>> {
  const { sql, quotas } = needs;
  const reloaded = await findDraft(sql, draftId, person);
  if (reloaded?.caseId) return sentBefore(sql, reloaded.caseId);
  const room = quotas && (await roomToSend(sql, person, midnightBefore(at, needs), quotas));
  return room && !room.ok ? room : refuse("conflict", "case.conflict");
}

const midnightBefore = (at: Date, { calendar }: SubmitNeeds): Date => {
  const { timeZone } = calendar();
  return instantOf(dateIn(at, timeZone), 0, timeZone);
};

async function sentBefore(sql: Sql, caseId: CaseId): Promise<Result<SubmissionReceipt>> {
  const [row] = await sql<SubmissionReceipt[]>`
    select id as "caseId", reference from cases.application where id = ${caseId}`;
  return row ? ok(row) : refuse("not-found", "case.not-found");
}

function refusalOf(
  needs: SubmitNeeds,
  definition: Definition,
  { answers, renews }: Draft,
  documents: Documents,
  facts: FormFacts,
) {
  const now = callOf(definition, facts.today);
  // A holder renews by the date of their certificate, whatever calls are open to others.
  if ((now.state === "before" || now.state === "closed") && !renews) {
    const { opens, closes } = now.call;
    return refuse("conflict", "case.call-closed", { facts: { opens, closes } });
  }
  const problems = problemsOf(definition, answers, documents, facts, needs.codeLists);
  if (problems.length > 0) return refuse("invalid", "case.answers-missing", { problems });
  const unmet = eligibilityOf(definition, answers, facts).flatMap(({ requirement, verdict }) =>
    definition.eligibility.filter(({ id }) => id === requirement && verdict !== "met"),
  );
  if (unmet.length === 0) return undefined;
  return refuse("invalid", "case.not-eligible", {
    problems: unmet.map(({ id, else: words }) => ({
      field: `eligibility.${id}`,
      code: "not-eligible",
      words,
    })),
  });
}

interface Sending {
  readonly given: Submission;
  readonly draft: Draft;
  readonly definition: Definition;
  readonly documents: Documents;
  readonly facts: FormFacts;
  readonly at: Date;
}

const actorOf = ({ person, through }: Submission): Actor => ({
  kind: "person",
  id: person,
  ...(through && { through }),
});

async function record(needs: SubmitNeeds, sending: Sending): Promise<Result<SubmissionReceipt>> {
  const { given, draft, definition, documents, facts, at } = sending;
  const answers = pruned(definition, draft.answers, facts);
  const reference = given.reference ?? draft.reference ?? makeReference(randomBytes(18));
  const submitted = { caseId: newId() as CaseId, reference };
  const key = given.key ?? (`submit:${draft.id}` as CommandId);
  const now = {
    ...{ at, today: facts.today, command: key, actor: actorOf(given), definition },
    ...{ calendar: needs.calendar(), values: valuesOf(definition, answers, facts) },
  };
  const command = submitCommand(sending, submitted, answers);
  const stamp = { at, command: key };
  const decision = decided(caseDecider, { state: initial, command, facts: now }, stamp);
  if (!decision.ok) return decision;
  const { events, state } = decision.value;
  const words = needs.askedWords(given.lang);
  const questions = askedOf(
    definition,
    answers,
    documents,
    facts,
    given.lang,
    words,
    needs.codeLists,
  );
  const recorded: Kept = { ...questions, applicant: given.applicant };
  const outcome = { submitted, state, events, key, answers, recorded };
  const jobs = jobsOf(needs, initial, state, events);
  const after: CaseAfter = {
    ...{ id: submitted.caseId, state, definition, answers, at, asked: recorded, revision: 1 },
    ...{
      findings: {},
      corrections: {},
      taskFiles: [],
      contact: null,
      isStep: Boolean(draft.journey),
    },
    ...(given.account && { account: given.account }),
  };
  await withConsequences(
    jobs,
    async () => (needs.atOnce ? needs.atOnce(jobs, after) : { jobs }),
    (consequences) =>
      inOneGo(needs.sql, (tx) => [write(tx, needs, sending, { ...outcome, consequences })]),
  );
  return ok(submitted);
}

const submitCommand = (
  { given, draft, definition, facts }: Sending,
  submitted: SubmissionReceipt,
  answers: Answers,
) => ({
  type: "submit" as const,
  submitted: {
    case: submitted.caseId,
    reference: submitted.reference,
    service: definition.id,
    definition: definition.version,
    person: given.person,
    lang: given.lang,
    ...(draft.toldIn && { toldIn: draft.toldIn }),
    asOf: facts.today,
    fees: feesOf(definition, answers, facts, facts.today).map(({ id, money, due }) => ({
      id,
      money,
      due,
    })),
    ...(draft.renews && { renews: draft.renews }),
  },
});

interface Written {
  readonly submitted: SubmissionReceipt;
  readonly state: CaseState;
  readonly events: readonly CaseEvent[];
  readonly key: string;
  readonly answers: Answers;
  readonly recorded: Kept;
  readonly consequences: Consequences;
}

/** Refused with VersionConflict where the draft has changed, or no more may be sent today. */
function write(
  tx: Sql,
  needs: SubmitNeeds,
  { given, draft, definition, facts, at }: Sending,
  outcome: Written,
) {
  const { submitted, state, events, key, answers, recorded, consequences } = outcome;
  const meta = { command: key, actor: actorText(actorOf(given)), at };
  const before = initial;
  const { quotas, searchKeys } = needs;
  const { applicant } = given;
  const words = searchWords({ definition, answers, applicant, contact: null }, searchKeys);
  const searchKey = keyName(searchKeys);
  const midnight = midnightBefore(at, needs);
  const opened = changedTasks(before, state, at.toISOString(), definition);
  // One statement for all rows of this module.
  const takeDraft = (within: Sql) => within`with taken as (
         update cases.draft set case_id = ${submitted.caseId}, updated_at = ${at}
         where id = ${draft.id} and case_id is null
           and date_trunc('milliseconds', updated_at) = ${draft.updatedAt}
           and ${quotas ? mayStillSend(within, given.person, midnight, quotas) : within`true`}
         returning id
       ), moved as (
         update cases.file set case_id = ${submitted.caseId} where draft_id = ${draft.id}
       ), sent as (${insertApplication(within, state, definition.authority, searchKey)}),
       opened as (${upsertTasks(within, opened)}),
       kept as (${insertAnswers(within, submitted.caseId, 1, answers, recorded, at)}),
       searched as (${insertSearchWords(within, submitted.caseId, words)})
       select ${unlessChanged(within, within`(select count(*) from taken) = 1`)}`;
  const call = state.submitted && callOfCase(definition, state.submitted);
  const rankedBy = {
    ...{ definition, today: facts.today },
    get values() {
      return valuesOf(definition, answers, facts);
    },
  };
  const ranked = call !== undefined && enteredRanking(events, state, rankedBy);
  return logOf(needs).record(tx, {
    stream: streamOf(submitted.caseId),
    after: 0,
    events,
    meta,
    project: (within) => [
      takeDraft(within),
      call !== undefined && insertInCall(within, submitted.caseId, definition.id, call),
      ranked && updateRank(within, submitted.caseId, ranked, at),
      ...(consequences.rows?.(within) ?? []),
    ],
    jobs: consequences.jobs,
  });
}
