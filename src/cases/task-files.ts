import {
  type Definition,
  type DocumentWanted,
  findingsName,
  type TaskDocument,
} from "../catalogue/index.ts";
import { documentProblems, type FileRef } from "../form/index.ts";
import {
  type CaseId,
  type OfficerId,
  ok,
  type Problem,
  type Result,
  refuse,
} from "../kernel/index.ts";
import { newId, type Sql } from "../platform/db/index.ts";
import { taskWanted } from "../workflow/index.ts";
import { isKeptFrom } from "./apart.ts";
import { isOpen } from "./evolve.ts";
import type { NewFile } from "./files.ts";
import type { CaseState, OfficerActor, ProgramActor, Task } from "./model.ts";
import { isRecused, isWorkOf, isWorkOfProgram, supervises } from "./policy.ts";
import { documentsOf, loadCase } from "./store.ts";

/** A photo, report or drawing that an officer attached to a task. */
export interface TaskFile extends FileRef {
  /** Id in the definition of the task. */
  readonly document: string;
  /** The key of the task. */
  readonly task: string;
  readonly officer: string;
  readonly at: string;
}

/** What an officer may attach to a task; nothing for most, and for the decision on an appeal. */
export const taskDocuments = (
  definition: Definition,
  task: Pick<Task, "stage" | "task">,
): readonly TaskDocument[] => taskWanted(definition, task).documents ?? [];

/** What an applicant may attach to an appeal; its title is said by the words of the platform. */
export const appealPapers: Omit<DocumentWanted, "title"> = {
  id: "appeal",
  accept: ["application/pdf", "image/jpeg", "image/png"],
  maxBytes: 5 * 1024 * 1024,
  maxFiles: 5,
  required: false,
};

/**
 * A scan of the summary that somebody signed at a counter, attached by whoever has the paper. It is
 * kept like the file of a task with this key, which no task of a service has.
 */
export const signedScan: Omit<DocumentWanted, "title"> = {
  id: "signed-summary",
  accept: ["application/pdf"],
  maxBytes: 5 * 1024 * 1024,
  maxFiles: 1,
  required: true,
};

export const scanOf = (files: readonly TaskFile[]): TaskFile | undefined =>
  files.findLast(({ task }) => task === signedScan.id);

/** A paper by its id: of the applicant, or of any task. */
export const documentIn = (
  { documents, process, appeal }: Definition,
  id: string,
): Definition["documents"][number] | undefined =>
  [
    ...documents,
    ...(process?.stages ?? []).flatMap(({ tasks }) =>
      tasks.flatMap(({ documents: own = [] }) => own),
    ),
    ...(appeal?.opinion?.documents ?? []),
  ].find((each) => each.id === id);

/** The files of one task by document. */
export const filesOfTask = (files: readonly TaskFile[], key: string) =>
  documentsOf(files.filter(({ task }) => task === key));

/** With which of these outcomes a paper of a task may be asked for. */
export const outcomesAskingPaper = (
  { when }: TaskDocument,
  task: Pick<Task, "task">,
  outcomes: readonly string[],
  { values, today }: { readonly values: Readonly<Record<string, unknown>>; readonly today: string },
): readonly string[] => {
  const own = `findings.${findingsName(task.task)}`;
  const restsOnOwn = [...(when?.names ?? [])].some((name) => name.startsWith(own));
  if (!when || restsOnOwn) return outcomes;
  return outcomes.filter((outcome) => when.holds({ ...values, outcome }, { today }));
};

/** What is missing of a task's papers, given all that rules see, the `outcome` included. */
export const taskFileProblems = (
  documents: readonly TaskDocument[],
  files: Parameters<typeof documentProblems>[1],
  facts: { readonly values: Readonly<Record<string, unknown>>; readonly today: string },
): readonly Problem[] =>
  documentProblems(
    documents.filter(({ when }) => !when || when.holds(facts.values, { today: facts.today })),
    files,
  );

/** Those of finished tasks whose result is not kept from an officer or system, and of their own. */
export const filesForWork = (
  { definition, state, taskFiles }: Parameters<typeof filesForApplicant>[0],
  officer: string,
): readonly TaskFile[] =>
  taskFiles.filter((file) => {
    const task = state.tasks.find(({ key }) => key === file.task);
    if (!task?.done) return file.officer === officer;
    return !isKeptFrom(definition, state, task, officer);
  });

/** Those that the applicant sees: of finished tasks, where the definition says so. */
export const filesForApplicant = ({
  definition,
  state,
  taskFiles,
}: {
  readonly definition: Definition;
  readonly state: CaseState;
  readonly taskFiles: readonly TaskFile[];
}): readonly TaskFile[] =>
  taskFiles.filter(({ task: key, document }) => {
    const task = state.tasks.find((each) => each.key === key);
    const shown = task?.done && taskDocuments(definition, task).find(({ id }) => id === document);
    return shown?.applicantSees === true;
  });

/** An officer with a file of a task in hand. */
export interface TaskFileAct {
  readonly caseId: string;
  /** The key of the task. */
  readonly task: string;
  /** An officer, or a system of the authority. */
  readonly officer: OfficerActor | ProgramActor;
}

/** Refuses unless the task is in this officer's hand and not yet signed. */
async function inHand(sql: Sql, { caseId, task: key, officer }: TaskFileAct) {
  const state = (await loadCase(sql, caseId))?.state;
  const task = state?.tasks.find((each) => each.key === key);
  if (!state?.submitted || !task) return refuse("not-found", "case.not-found");
  const of = state.submitted.service;
  // A supervisor attaches to what they have taken over, as they may finish it.
  const isOwnWork =
    officer.kind === "program"
      ? isWorkOfProgram(officer, task, of)
      : isWorkOf(officer, task, of) || supervises(officer, task);
  if (task.claimedBy !== officer.id || !isOwnWork) return refuse("not-allowed", "case.not-allowed");
  if (officer.kind === "officer" && isRecused(officer, state))
    return refuse("not-allowed", "case.recused");
  if (!isOpen(task) || task.proposed || task.signed)
    return refuse("conflict", "case.already-decided");
  return ok(task);
}

/**
 * Stores a file that an officer attaches to a task in their hand, and returns its id; the same
 * content for the same document is the same file. The caller has checked type and size. Refuses
 * case.not-found, case.not-allowed and case.already-decided.
 */
export async function attachToTask(
  sql: Sql,
  at: Date,
  act: TaskFileAct,
  file: NewFile,
): Promise<Result<string>> {
  const mine = await inHand(sql, act);
  if (!mine.ok) return mine;
  const [row] = await sql<{ id: string }[]>`
    with same as (
      select id from cases.file where case_id = ${act.caseId} and task = ${act.task}
        and document = ${file.document} and sha256 = ${file.sha256} limit 1
    ), added as (
      insert into cases.file (id, case_id, task, officer, document, name, media_type, bytes,
        sha256, content, at)
      select ${newId()}::uuid, id, ${act.task}, ${act.officer.id}, ${file.document}, ${file.name},
        ${file.mediaType}, ${file.content.length}, ${file.sha256}, ${file.content}, ${at}
      from cases.application
      where id = ${act.caseId} and erased_at is null and not exists (select from same)
      for share
      returning id
    ) select id from same union all select id from added`;
  return row ? ok(row.id) : refuse("not-found", "case.not-found");
}

/** Takes a file of a task away again. Refuses as `attachToTask` does. */
export async function detachFromTask(
  sql: Sql,
  act: TaskFileAct,
  id: string,
): Promise<Result<void>> {
  const mine = await inHand(sql, act);
  if (!mine.ok) return mine;
  await sql`
    delete from cases.file where id = ${id} and case_id = ${act.caseId} and task = ${act.task}`;
  return ok(undefined);
}

/**
 * Stores the scan of a signed summary in place of the one before, and returns its id. The caller
 * has checked type and size, and that the officer has the paper. Undefined where the case is not
 * there any more.
 */
export async function attachScan(
  sql: Sql,
  at: Date,
  { caseId, officer }: { readonly caseId: CaseId; readonly officer: OfficerId },
  file: NewFile,
): Promise<string | undefined> {
  const task = signedScan.id;
  const [row] = await sql<{ id: string }[]>`
    with gone as (
      delete from cases.file where case_id = ${caseId} and task = ${task}
    ) insert into cases.file (id, case_id, task, officer, document, name, media_type, bytes, sha256,
      content, at)
    select ${newId()}::uuid, id, ${task}, ${officer}, ${file.document}, ${file.name},
      ${file.mediaType}, ${file.content.length}, ${file.sha256}, ${file.content}, ${at}
    from cases.application where id = ${caseId} and erased_at is null for share
    returning id`;
  return row?.id;
}
