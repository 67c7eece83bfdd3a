import type { Definition } from "../catalogue/index.ts";
import type { Answers, Documents, FileRef } from "../form/index.ts";
import { json, type Sql, together } from "../platform/db/index.ts";
import { load } from "../platform/events/index.ts";
import { isOnAppeal } from "../workflow/index.ts";
import { type RecordedActor, readActor } from "./actor.ts";
import { doersOfOthers } from "./done-before.ts";
import { evolve, initial, isOpen, type StampedCaseEvent } from "./evolve.ts";
import type { FindingCorrection, FindingsByTask } from "./findings.ts";
import type { CaseState, Contact, Kept, Statement, Task } from "./model.ts";
import { standingDecision } from "./status.ts";
import type { TaskFile } from "./task-files.ts";

export const streamOf = (caseId: string): string => `case-${caseId}`;

type CorrectionsByTask = Readonly<Record<string, readonly FindingCorrection[]>>;

export interface LoadedCase {
  readonly state: CaseState;
  readonly history: readonly (StampedCaseEvent & { readonly actor: RecordedActor })[];
  readonly answers: Answers;
  readonly asked: Kept;
  readonly revision: number;
  readonly findings: FindingsByTask;
  /** What of them was corrected, oldest first, by task key. */
  readonly corrections: CorrectionsByTask;
  readonly documents: Documents;
  /** What officers attached to their tasks, oldest first. */
  readonly taskFiles: readonly TaskFile[];
  /** Texts of officers and applicant by the id that events carry. */
  readonly statements: ReadonlyMap<string, string>;
  /** Where messages about it go; null where that is the person's account. */
  readonly contact: Contact | null;
  /** It is a step of a journey, whose other steps may wait for it. */
  readonly isStep: boolean;
}

/** What is stored beside the events of a case. */
interface Beside {
  readonly answers: Answers;
  readonly asked: Kept;
  readonly revision: number;
  readonly findings: FindingsByTask;
  readonly corrections: CorrectionsByTask;
  readonly files: readonly FileRow[];
  readonly taskFiles: readonly TaskFile[];
  readonly statements: Readonly<Record<string, string>>;
  readonly contact: Contact | null;
  readonly isStep: boolean;
}

/** One statement: five small ones on five connections cost four times as much. */
const besideEvents = (sql: Sql, caseId: string) => sql<Beside[]>`
  select answers, asked, revision,
    (select coalesce(jsonb_object_agg(task, values), '{}')
     from cases.finding where case_id = ${caseId}) as findings,
    (select coalesce(jsonb_object_agg(task, earlier), '{}')
     from cases.finding where case_id = ${caseId} and earlier <> '[]') as corrections,
    (select coalesce(jsonb_object_agg(id, text), '{}')
     from cases.statement where case_id = ${caseId}) as statements,
    (select jsonb_build_object('phone', phone, 'email', email)
     from cases.contact where case_id = ${caseId}) as contact,
    exists (select from cases.draft where case_id = ${caseId} and journey is not null) as "isStep",
    (select coalesce(jsonb_agg(jsonb_build_object('document', document, 'id', id, 'name', name,
       'mediaType', media_type, 'bytes', bytes, 'sha256', sha256) order by at, id), '[]')
     from cases.file where case_id = ${caseId} and task is null) as files,
    (select coalesce(jsonb_agg(jsonb_build_object('document', document, 'id', id, 'name', name,
       'mediaType', media_type, 'bytes', bytes, 'sha256', sha256, 'task', task,
       'officer', officer, 'at', at) order by at, id), '[]')
     from cases.file where case_id = ${caseId} and task is not null) as "taskFiles"
  from cases.answers where case_id = ${caseId} order by revision desc limit 1`;

/** A case from its events, with its newest answers; undefined when there is none. */
export async function loadCase(sql: Sql, caseId: string): Promise<LoadedCase | undefined> {
  const one = together(sql);
  const [recorded, [beside]] = await Promise.all([
    load(one, streamOf(caseId)),
    besideEvents(one, caseId),
  ]);
  if (!beside || recorded.length === 0) return undefined;
  const history = recorded.map(
    ({ type, data, at, command, actor }) =>
      ({
        type,
        data,
        at: at.toISOString(),
        command,
        actor: readActor(actor),
      }) as StampedCaseEvent & {
        actor: RecordedActor;
      },
  );
  let state = initial;
  for (const event of history) state = evolve(state, event);
  const { files, statements, ...rest } = beside;
  const words = new Map(Object.entries(statements));
  return { state, history, ...rest, documents: documentsOf(files), statements: words };
}

export const insertApplication = (
  tx: Sql,
  state: CaseState,
  authority: string,
  searchKey: string,
) => {
  const submitted = state.submitted;
  if (!submitted) throw new Error("a case that was not submitted has no row");
  return tx`
    insert into cases.application (id, reference, person_id, service, definition, authority,
      status, stage, lang, renews, submitted_at, due_at, decided_at, version, search_key)
    values (${submitted.case}, ${submitted.reference}, ${submitted.person}, ${submitted.service},
      ${submitted.definition}, ${authority}, ${state.status}, ${state.stage ?? null},
      ${submitted.lang}, ${submitted.renews ?? null}, ${submitted.at},
      ${state.clock.dueAt ?? null}, ${state.decision?.at ?? null}, ${state.version},
      ${searchKey})`;
};

export const updateApplication = (tx: Sql, state: CaseState) => tx`
  update cases.application set status = ${state.status}, stage = ${state.stage ?? null},
    due_at = ${state.clock.dueAt ?? null}, decided_at = ${standingDecision(state)?.at ?? null},
    version = ${state.version}
  where id = ${state.submitted?.case ?? null}`;

export const insertAnswers = (
  tx: Sql,
  caseId: string,
  revision: number,
  answers: Answers,
  questions: Kept,
  at: Date,
) => tx`
  insert into cases.answers (case_id, revision, answers, asked, at)
  values (${caseId}, ${revision}, ${json(tx, answers)}, ${json(tx, questions)}, ${at})`;

/** The day promised to the applicant: of an appeal that of its decision, not of the opinion. */
const promisedAt = ({ status, clock, tasks }: CaseState): string | undefined =>
  status === "in-appeal"
    ? tasks.find((task) => isOpen(task) && isOnAppeal(task))?.dueAt
    : clock.dueAt;

/** A task as a row: its state, and what the worklist needs beside it. */
const rowOf = (state: CaseState, task: Task, at: string, definition?: Definition) => ({
  case_id: state.submitted?.case,
  key: task.key,
  task: task.task,
  stage: task.stage,
  authority: task.authority,
  office: task.office ?? null,
  role: task.role,
  reference: state.submitted?.reference,
  service: state.submitted?.service,
  definition: state.submitted?.definition,
  revision: state.revision,
  opened_at: task.openedAt,
  sent_at: state.submitted?.at ?? null,
  due_at: task.dueAt ?? "infinity",
  promised_at: promisedAt(state) ?? "infinity",
  // That votes have decided, and whose was the last, is told once none can be taken back.
  claimed_by: (task.votes ? undefined : task.claimedBy) ?? null,
  assigned_by: task.assignedBy ?? null,
  proposed_by: task.proposed?.by ?? null,
  escalated: task.escalated ?? false,
  escalated_to: task.escalatedTo ?? null,
  waiting: isOpen(task) && state.status === "waiting-for-applicant",
  signed: task.signed !== undefined && !task.votes,
  // Whoever recused themselves has nothing more to do, and has done nothing.
  voted_by: [...(task.votes ?? []), ...(isOpen(task) ? (task.recused ?? []) : [])].map(
    ({ by }) => by,
  ),
  by_vote: task.byVote ?? false,
  substitutes: (task.substitutes ?? []).map(({ to }) => to),
  barred: barredFrom(state, task, definition),
  closed_at: isOpen(task) ? null : (task.done?.at ?? at),
  closed_by: task.done?.by ?? null,
});

/**
 * To whom the list does not give a step: who did one of another role as a deputy, and of a vote
 * those who did a step that must be another's.
 */
function barredFrom(
  state: CaseState,
  task: Task,
  definition: Definition | undefined,
): readonly string[] {
  if (task.byVote) return definition ? doersOfOthers(state, definition, task) : [];
  const others = state.tasks.filter(({ role }) => role !== task.role);
  return [...new Set(others.flatMap(({ deputies = [] }) => deputies))];
}

/** Rows of the tasks that were opened or changed between `before` and `after`. */
export function changedTasks(
  before: CaseState,
  after: CaseState,
  at: string,
  definition?: Definition,
) {
  const tasksBefore = new Map(before.tasks.map((task) => [task.key, task]));
  const turned =
    before.clock.dueAt !== after.clock.dueAt ||
    before.revision !== after.revision ||
    (before.status === "waiting-for-applicant") !== (after.status === "waiting-for-applicant") ||
    after.tasks.some(({ key, deputies }) => tasksBefore.get(key)?.deputies !== deputies);
  return after.tasks
    .filter((task) => tasksBefore.get(task.key) !== task || (turned && isOpen(task)))
    .map((task) => rowOf(after, task, at, definition));
}

export const upsertTasks = (tx: Sql, rows: ReturnType<typeof changedTasks>) => tx`
  insert into cases.task (case_id, key, task, stage, authority, office, role, reference, service,
    definition, revision, opened_at, sent_at, due_at, promised_at, claimed_by, assigned_by,
    proposed_by, escalated, escalated_to, waiting, signed, voted_by, by_vote,
    substitutes, barred, closed_at, closed_by)
  select * from jsonb_to_recordset(${json(tx, rows)}) as t(case_id uuid, key text, task text,
    stage text, authority text, office text, role text, reference text, service text,
    definition int, revision int, opened_at timestamptz, sent_at timestamptz, due_at timestamptz,
    promised_at timestamptz, claimed_by text, assigned_by text, proposed_by text,
    escalated boolean, escalated_to text, waiting boolean, signed boolean, voted_by text[],
    by_vote boolean, substitutes text[], barred text[],
    closed_at timestamptz, closed_by text)
  on conflict on constraint task_pk do update set due_at = excluded.due_at,
    definition = excluded.definition, revision = excluded.revision, sent_at = excluded.sent_at,
    promised_at = excluded.promised_at, claimed_by = excluded.claimed_by,
    assigned_by = excluded.assigned_by,
    proposed_by = excluded.proposed_by,
    escalated = excluded.escalated, escalated_to = excluded.escalated_to,
    waiting = excluded.waiting,
    signed = excluded.signed, voted_by = excluded.voted_by,
    by_vote = excluded.by_vote, substitutes = excluded.substitutes, barred = excluded.barred,
    closed_at = excluded.closed_at, closed_by = excluded.closed_by`;

/** Findings of a task; a task repeated after it was returned replaces them. */
export const upsertFindings = (
  tx: Sql,
  caseId: string,
  task: string,
  values: Answers,
  at: Date,
) => tx`
  insert into cases.finding (case_id, task, values, at)
  values (${caseId}, ${task}, ${json(tx, values)}, ${at})
  on conflict on constraint finding_pk do update set values = excluded.values, at = excluded.at`;

/** The findings as they are now; what the corrected ones were is kept beside them. */
export const correctFindings = (
  tx: Sql,
  caseId: string,
  {
    task,
    values,
    earlier,
  }: {
    readonly task: string;
    readonly values: Answers;
    readonly earlier: FindingCorrection;
  },
) => tx`
  update cases.finding set values = ${json(tx, values)},
    earlier = earlier || jsonb_build_array(${json(tx, earlier)}::jsonb)
  where case_id = ${caseId} and task = ${task}`;

export const insertStatement = (tx: Sql, caseId: string, { id, text }: Statement, at: Date) => tx`
  insert into cases.statement (id, case_id, text, at) values (${id}, ${caseId}, ${text}, ${at})`;

export const upsertContact = (tx: Sql, caseId: string, { phone, email }: Contact, at: Date) => tx`
  insert into cases.contact (case_id, phone, email, at)
  values (${caseId}, ${phone}, ${email}, ${at})
  on conflict on constraint contact_pkey do update set phone = excluded.phone,
    email = excluded.email, at = excluded.at`;

export type FileRow = FileRef & { readonly document: string };

/** Uploads by document id, oldest first. */
export function documentsOf(rows: readonly FileRow[]): Documents {
  const documents: Record<string, FileRef[]> = {};
  for (const { document, ...file } of rows) {
    const list = documents[document] ?? [];
    list.push(file);
    documents[document] = list;
  }
  return documents;
}

export const filesOfDraft = (sql: Sql, draftId: string) => sql<FileRow[]>`
  select document, id, name, media_type as "mediaType", bytes, sha256
  from cases.file where draft_id = ${draftId} order by at, id`;
