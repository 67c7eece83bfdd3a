import type { PersonId } from "../kernel/index.ts";
import { newId, type Sql } from "../platform/db/index.ts";
import type { FileRow } from "./store.ts";

export interface NewFile {
  readonly document: string;
  readonly name: string;
  readonly mediaType: string;
  readonly sha256: string;
  readonly content: Buffer;
}

/**
 * Where an upload waits for the person's consent: in a draft, or with the answer to a request or an
 * appeal. That is prepared by the person (their own id), in a visit, or in a program's draft:
 * nobody sees what another prepares, and the office sees none of it.
 */
export type Folder =
  | { readonly draftId: string }
  | { readonly answerTo: string; readonly preparedIn: string };

const columnsOf = (folder: Folder) =>
  "draftId" in folder
    ? { draft: folder.draftId, answerTo: null, preparedIn: null }
    : { draft: null, ...folder };

/**
 * Stores an upload and returns its id. Idempotent: the same content for the same document is the
 * same upload. A new upload changes its draft, so that a consent given to the draft before it no
 * longer matches. The caller has checked type, size and ownership.
 */
export async function attachFile(
  sql: Sql,
  at: Date,
  person: PersonId,
  folder: Folder,
  file: NewFile,
): Promise<string> {
  const { draft, answerTo, preparedIn } = columnsOf(folder);
  const [row] = await sql<{ id: string }[]>`
    with same as (
      select id from cases.file
      where document = ${file.document} and sha256 = ${file.sha256}
        and (draft_id = ${draft} or (answer_to = ${answerTo} and prepared_in = ${preparedIn}))
      limit 1
    ), added as (
      insert into cases.file (id, person_id, draft_id, answer_to, prepared_in, document, name,
        media_type, bytes, sha256, content, at)
      select ${newId()}, ${person}, ${draft}, ${answerTo}, ${preparedIn}, ${file.document},
        ${file.name}, ${file.mediaType}, ${file.content.length}, ${file.sha256}, ${file.content},
        ${at}
      where not exists (select from same)
      returning id
    ), touched as (
      update cases.draft set updated_at = ${at}
      where id = ${draft} and case_id is null and exists (select from added)
    ) select id from same union all select id from added`;
  if (!row) throw new Error("a file was neither there nor added");
  return row.id;
}

/** Removes an upload; what was submitted stays. This changes the draft, as an answer does. */
export async function detachFile(
  sql: Sql,
  at: Date,
  id: string,
  folder: Folder,
  person: PersonId,
): Promise<boolean> {
  const { draft, answerTo, preparedIn } = columnsOf(folder);
  const rows = await sql`
    with gone as (
      delete from cases.file
      where id = ${id} and person_id = ${person} and case_id is null
        and (draft_id = ${draft} or (answer_to = ${answerTo} and prepared_in = ${preparedIn}))
      returning draft_id
    ), touched as (
      update cases.draft set updated_at = ${at}
      where id in (select draft_id from gone) and case_id is null
    ) select from gone`;
  return rows.length === 1;
}

export interface StoredFile {
  readonly caseId: string | null;
  readonly draftId: string | null;
  /** The case whose request it answers, and who prepares the answer, while it waits for consent. */
  readonly answerTo: string | null;
  readonly preparedIn: string | null;
  /** Null where an officer attached it to a task. */
  readonly personId: string | null;
  readonly name: string;
  readonly mediaType: string;
  readonly content: Buffer;
  /** Not looked at for viruses yet: its content is for nobody. */
  readonly heldSince: Date | null;
  /** The virus that was in it; the content is gone. */
  readonly infected: string | null;
}

/** An upload with its content; the caller checks who may see it. */
export async function findFile(sql: Sql, id: string): Promise<StoredFile | undefined> {
  const [file] = await sql<StoredFile[]>`
    select case_id as "caseId", draft_id as "draftId", answer_to as "answerTo",
      prepared_in as "preparedIn", person_id as "personId", name, media_type as "mediaType",
      content, held_since as "heldSince", infected
    from cases.file where id = ${id}`;
  return file;
}

const rowColumns = (sql: Sql) => sql`document, id, name, media_type as "mediaType", bytes, sha256`;

/** Uploads that wait with an answer, oldest first. */
export const preparedFiles = (sql: Sql, caseId: string, preparedIn: string) => sql<FileRow[]>`
  select ${rowColumns(sql)} from cases.file
  where answer_to = ${caseId} and prepared_in = ${preparedIn} order by at, id`;

/** Those of them that the person consented to. */
export const filesMeant = (sql: Sql, caseId: string, ids: readonly string[]) => sql<FileRow[]>`
  select ${rowColumns(sql)} from cases.file
  where answer_to = ${caseId} and id = any(${[...ids]}::uuid[]) order by at, id`;

/** Moves them into the case, and deletes what else waits there: nobody consented to it. */
export const takePrepared = (tx: Sql, caseId: string, ids: readonly string[]) => tx`
  with others as (
    delete from cases.file where answer_to = ${caseId} and id <> all(${[...ids]}::uuid[]))
  update cases.file set case_id = ${caseId}, answer_to = null, prepared_in = null
  where answer_to = ${caseId} and id = any(${[...ids]}::uuid[])`;

const dayMillis = 86_400_000;
/** Papers that wait with an appeal are kept so long. */
const appealDays = 30;

/**
 * Nightly job: deletes uploads without consent, those of a request that is over or of an appeal
 * that nobody sent in so many days, and after a day those that somebody else than the person
 * brought.
 */
export async function sweepPrepared(sql: Sql, now: Date): Promise<void> {
  const appealsSince = new Date(now.getTime() - appealDays * dayMillis);
  await sql`
    delete from cases.file where answer_to is not null and (
      (prepared_in <> person_id and at < ${new Date(now.getTime() - dayMillis)})
      or not exists (select from cases.application
        where id = answer_to and (status = 'waiting-for-applicant'
          or (status = 'refused' and file.at > ${appealsSince}))))`;
}
