import type { PersonId } from "../kernel/index.ts";
import { newId, type Sql } from "../platform/db/index.ts";

export interface NewFile {
  readonly document: string;
  readonly name: string;
  readonly mediaType: string;
  readonly sha256: string;
  readonly content: Buffer;
}

/** Where a paper belongs: to a draft, or to a case that asked for more. */
export type Folder = { readonly draftId: string } | { readonly caseId: string };

const columnsOf = (folder: Folder) =>
  "draftId" in folder
    ? { draft: folder.draftId, application: null }
    : { draft: null, application: folder.caseId };

/**
 * Keeps an uploaded paper and returns its id. The same content for the same document again is the
 * same paper (a page sent twice). A new one changes its draft, so that whoever said yes to the draft as
 * it was did not say yes to this. The caller has checked type, size and whose folder it is.
 */
export async function attachFile(
  sql: Sql,
  at: Date,
  person: PersonId,
  folder: Folder,
  file: NewFile,
): Promise<string> {
  const { draft, application } = columnsOf(folder);
  const [row] = await sql<{ id: string }[]>`
    with same as (
      select id from cases.file
      where document = ${file.document} and sha256 = ${file.sha256}
        and (draft_id = ${draft} or case_id = ${application}) limit 1
    ), added as (
      insert into cases.file (id, person_id, draft_id, case_id, document, name, media_type,
        bytes, sha256, content, at)
      select ${newId()}, ${person}, ${draft}, ${application}, ${file.document}, ${file.name},
        ${file.mediaType}, ${file.content.length}, ${file.sha256}, ${file.content}, ${at}
      where not exists (select from same)
      returning id
    ), touched as (
      update cases.draft set updated_at = ${at}
      where id = ${draft} and case_id is null and exists (select from added)
    ) select id from same union all select id from added`;
  if (!row) throw new Error("a file was neither there nor added");
  return row.id;
}

/** Takes a paper out of a draft; what was sent stays. Like an answer it changes the draft. */
export async function detachFile(
  sql: Sql,
  at: Date,
  id: string,
  draftId: string,
  person: PersonId,
): Promise<boolean> {
  const rows = await sql`
    with gone as (
      delete from cases.file
      where id = ${id} and draft_id = ${draftId} and person_id = ${person} and case_id is null
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
  readonly personId: string;
  readonly name: string;
  readonly mediaType: string;
  readonly content: Buffer;
}

/** A paper with its content; who may have it, the caller checks. */
export async function findFile(sql: Sql, id: string): Promise<StoredFile | undefined> {
  const [file] = await sql<StoredFile[]>`
    select case_id as "caseId", draft_id as "draftId", person_id as "personId", name, media_type as "mediaType", content
    from cases.file where id = ${id}`;
  return file;
}
