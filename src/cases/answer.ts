import { isDeepStrictEqual } from "node:util";
import {
  type Answers,
  askedOf,
  type Documents,
  type FileRef,
  type FormFacts,
  problemsOf,
  pruned,
} from "../form/index.ts";
import {
  type CommandId,
  dateIn,
  ok,
  type PersonId,
  type Problem,
  type Result,
  refuse,
} from "../kernel/index.ts";
import { newId, type Sql, transaction } from "../platform/db/index.ts";
import {
  type Consequences,
  decided,
  VersionConflict,
  withConsequences,
} from "../platform/events/index.ts";
import { actorText } from "./actor.ts";
import { caseDecider } from "./decide.ts";
import { filesMeant, takePrepared } from "./files.ts";
import { formFactsOf } from "./findings.ts";
import { jobsOf, logOf } from "./handle.ts";
import type { Actor, CaseCommand, CaseState, Kept, Through } from "./model.ts";
import { type Application, openApplication } from "./read.ts";
import { replaceSearchWords } from "./search/store.ts";
import { searchWords } from "./search/words.ts";
import {
  changedTasks,
  documentsOf,
  insertAnswers,
  streamOf,
  updateApplication,
  upsertTasks,
} from "./store.ts";
import type { SubmitNeeds } from "./submit.ts";

export interface AnswerGiven {
  readonly caseId: string;
  readonly person: PersonId;
  /** All answers, with those that were asked for replaced. */
  readonly answers: Answers;
  /** Ids of the uploads prepared with this answer; they move into the case with it. */
  readonly papers: readonly string[];
  readonly key?: CommandId;
  /** Set where somebody answers for the person through another channel. */
  readonly through?: Through;
}

/**
 * The person answers a request for more information: a new revision of the answers is stored and
 * the clocks resume. Only the marked answers may change. Refusals: case.not-found,
 * case.not-waiting, case.answers-missing (problems), case.conflict (also where an upload no longer
 * exists).
 */
export async function answerRequest(
  needs: SubmitNeeds,
  given: AnswerGiven,
): Promise<Result<CaseState>> {
  const application = await openApplication(needs, given.caseId);
  if (!application || application.state.submitted?.person !== given.person) {
    return refuse("not-found", "case.not-found");
  }
  const { state } = application;
  if (given.key && state.commands.has(given.key)) return ok(state);
  if (!state.request) return refuse("conflict", "case.not-waiting");
  const at = needs.clock();
  const facts = formFactsOf(application, dateIn(at, needs.calendar().timeZone));
  const merged = pruned(
    application.definition,
    merge(application.answers, given.answers, state.request.fields),
    facts,
  );
  const brought = await filesMeant(needs.sql, application.id, given.papers);
  if (brought.length !== new Set(given.papers).size) return refuse("conflict", "case.conflict");
  const nothing = nothingAdded(application, merged, brought.length);
  if (nothing.length > 0) return refuse("invalid", "case.answers-missing", { problems: nothing });
  const documents = newest(withPapers(application, documentsOf(brought)), state.request.fields);
  const problems = problemsOf(application.definition, merged, documents, facts, needs.codeLists);
  if (problems.length > 0) return refuse("invalid", "case.answers-missing", { problems });
  const { person, papers, through, key } = given;
  return recordAnswers(needs, {
    application: { ...application, documents },
    ...{ merged, facts, at, papers, ...(key && { key }) },
    actor: { kind: "person", id: person, ...(through && { through }) },
    command: { type: "answer", fields: state.request.fields },
  });
}

/**
 * The documents that were asked for, where none was brought and no answer was changed: the request
 * may be answered only once, so an empty answer must not use it up. Answers that were asked for
 * alone may be sent as they were, which confirms them.
 */
function nothingAdded(
  { state, answers }: Application,
  merged: Answers,
  brought: number,
): readonly Problem[] {
  if (brought > 0 || !isDeepStrictEqual(merged, answers)) return [];
  const papers = (state.request?.fields ?? []).filter((field) => field.startsWith("documents."));
  return papers.map((field) => ({ field, code: "required" }));
}

/** The application as it would be with prepared uploads, after those that it has. */
export function withPapers(app: Application, waiting: Documents): Application {
  const documents: Record<string, readonly FileRef[]> = { ...app.documents };
  for (const [id, files] of Object.entries(waiting))
    documents[id] = [...(documents[id] ?? []), ...files];
  return { ...app, documents };
}

/**
 * The documents that now count: of each document asked for again, the newest uploads, up to the
 * number allowed. Older ones stay in the file.
 */
function newest({ definition, documents }: Application, marked: readonly string[]): Documents {
  const current: Record<string, readonly FileRef[]> = { ...documents };
  for (const { id, maxFiles } of definition.documents) {
    const files = current[id];
    if (files && marked.includes(`documents.${id}`)) current[id] = files.slice(-maxFiles);
  }
  return current;
}

/**
 * The submitted answers with the marked ones replaced. A mark inside a list opens the whole list. A
 * question that appears only now may be answered too.
 */
function merge(sent: Answers, additions: Answers, marked: readonly string[]): Answers {
  const merged = { ...sent };
  for (const path of marked) {
    const name = path.split("[", 1)[0] ?? path;
    const value = additions[name];
    if (value === undefined) delete merged[name];
    else merged[name] = value;
  }
  for (const [name, value] of Object.entries(additions))
    if (!(name in sent)) merged[name] ??= value;
  return merged;
}

/** A new revision of the answers, and the act by which it comes. */
export interface Answering {
  readonly application: Application;
  readonly merged: Answers;
  readonly facts: FormFacts;
  readonly at: Date;
  readonly actor: Actor;
  readonly command: Extract<CaseCommand, { type: "answer" | "correct" }>;
  /** Ids of prepared uploads that come with it. */
  readonly papers?: readonly string[];
  readonly key?: CommandId;
}

/** Writes it with its events. Refuses as `decide` does, and case.conflict. */
export async function recordAnswers(
  needs: SubmitNeeds,
  answering: Answering,
): Promise<Result<CaseState>> {
  try {
    return await record(needs, answering);
  } catch (error) {
    if (error instanceof VersionConflict) return refuse("conflict", "case.conflict");
    throw error;
  }
}

async function record(
  needs: SubmitNeeds,
  { application, merged, facts, at, actor, command, papers, key = newId() as CommandId }: Answering,
): Promise<Result<CaseState>> {
  const { id: caseId, state, definition, documents, asked: questions, revision } = application;
  const now = {
    ...{ at, today: facts.today, command: key, actor },
    ...{ definition, calendar: needs.calendar(), values: {} },
  };
  const answering = { state, command, facts: now };
  const decision = decided(caseDecider, answering, { at, command: key });
  if (!decision.ok) return decision;
  const { events, state: after } = decision.value;
  const words = needs.askedWords(questions.lang);
  const questionsNow = askedOf(
    definition,
    merged,
    documents,
    facts,
    questions.lang,
    words,
    needs.codeLists,
  );
  const recorded: Kept = { ...questionsNow, applicant: facts.applicant };
  const { contact, findings } = application;
  const { applicant } = facts;
  const searched = searchWords(
    { definition, answers: merged, applicant, contact, findings },
    needs.searchKeys,
  );
  const jobs = jobsOf(needs, state, after, events);
  const write = (tx: Sql, consequences: Consequences) =>
    logOf(needs).record(tx, {
      stream: streamOf(caseId),
      after: state.version,
      events,
      meta: { command: key, actor: actorText(actor), at },
      project: (within) => [
        updateApplication(within, after),
        upsertTasks(within, changedTasks(state, after, at.toISOString(), definition)),
        insertAnswers(within, caseId, revision + 1, merged, recorded, at),
        replaceSearchWords(within, caseId, searched),
        papers && takePrepared(within, caseId, papers),
        ...(consequences.rows?.(within) ?? []),
      ],
      jobs: consequences.jobs,
    });
  const answered = { answers: merged, asked: recorded, revision: revision + 1 };
  const caseAfter = { ...application, ...answered, state: after, at };
  await withConsequences(
    jobs,
    async () => (needs.atOnce ? needs.atOnce(jobs, caseAfter) : { jobs }),
    (consequences) => transaction(needs.sql, (tx) => write(tx, consequences)),
  );
  return ok(after);
}
