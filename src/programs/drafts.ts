import type { Answers } from "../form/index.ts";
import { json, newId, type Sql } from "../platform/db/index.ts";
import type { Lang } from "../platform/i18n/index.ts";

/** What a program prepares for a person: to be submitted, or to answer a request. */
export interface ProgramDraft {
  readonly id: string;
  readonly client: string;
  readonly service: string;
  readonly definition: number;
  readonly nationalId: string | null;
  /** The application whose request it answers. */
  readonly application: string | null;
  /** The application whose certificate it renews. */
  readonly renews: string | null;
  readonly answers: Answers;
  /** Pages that were answered well on their screens, by id. */
  readonly visited: readonly string[];
  readonly lang: Lang;
  /** The language in which the person wants to be told about it, if they chose one. */
  readonly toldIn?: Lang | null;
  readonly expiresAt: Date;
}

export const draftLimits = { hours: 24, open: 200, bytes: 1024 ** 3, sentPerDay: 5000 } as const;

/** Stores a draft, unless it exists or there are too many; deletes expired ones. */
export async function addDraft(sql: Sql, now: Date, draft: ProgramDraft): Promise<boolean> {
  await sql`delete from programs.draft where expires_at < ${now}`;
  await sql`
    insert into programs.draft (id, client, service, definition, national_id, application, renews,
      answers, visited, lang, told_in, begun_at, expires_at)
    select ${draft.id}, ${draft.client}, ${draft.service}, ${draft.definition},
      ${draft.nationalId}, ${draft.application}, ${draft.renews}, ${json(sql, draft.answers)},
      ${json(sql, draft.visited)}, ${draft.lang}, ${draft.toldIn ?? null}, ${now},
      ${draft.expiresAt}
    where (select count(*) from programs.draft where client = ${draft.client} and sent_at is null)
      < ${draftLimits.open}
    on conflict on constraint draft_pk do nothing`;
  return (await findDraft(sql, now, draft.client, draft.id)) !== undefined;
}

/** Marks a draft as submitted, which frees its place. */
export const draftSent = (sql: Sql, now: Date, id: string) =>
  sql`update programs.draft set sent_at = ${now} where id = ${id} and sent_at is null`;

/** A client's own draft; undefined for another's. */
export async function findDraft(sql: Sql, now: Date, client: string, id: string) {
  const [draft] = await sql<ProgramDraft[]>`
    select id, client, service, definition, national_id as "nationalId", application, renews,
      answers, visited, lang, told_in as "toldIn", expires_at as "expiresAt"
    from programs.draft where id = ${id} and client = ${client} and expires_at > ${now}`;
  return draft;
}

export const changeDraft = (
  sql: Sql,
  { id, answers, visited }: Pick<ProgramDraft, "id" | "answers" | "visited">,
) =>
  sql`
    update programs.draft set answers = ${json(sql, answers)}, visited = ${json(sql, visited)}
    where id = ${id}`;

export async function dropDraft(sql: Sql, client: string, id: string): Promise<boolean> {
  const { count } = await sql`delete from programs.draft where id = ${id} and client = ${client}`;
  return count === 1;
}

/** A document that a program attaches; `sha256` is of its content, in hex. */
export interface DraftPaper {
  readonly document: string;
  readonly name: string;
  readonly mediaType: string;
  readonly sha256: string;
  readonly content: Buffer;
}

export interface DraftFile extends Omit<DraftPaper, "content"> {
  readonly id: string;
  readonly bytes: number;
}

/**
 * Stores an upload and returns its id; the same content for the same document is the same upload.
 */
export async function addFile(
  sql: Sql,
  now: Date,
  draft: string,
  file: DraftPaper,
): Promise<string> {
  await sql`
    insert into programs.draft_file (id, draft, document, name, media_type, sha256, content, at)
    values (${newId()}, ${draft}, ${file.document}, ${file.name}, ${file.mediaType},
      ${file.sha256}, ${file.content}, ${now})
    on conflict on constraint draft_file_once do nothing`;
  const [row] = await sql<{ id: string }[]>`
    select id from programs.draft_file
    where draft = ${draft} and document = ${file.document} and sha256 = ${file.sha256}`;
  if (!row) throw new Error("a paper was neither there nor added");
  return row.id;
}

/** How many bytes a program may still attach to what it has not sent yet. */
export async function roomForFiles(sql: Sql, client: string): Promise<number> {
  const [row] = await sql<{ bytes: number }[]>`
    select coalesce(sum(length(content)), 0)::float8 as bytes from programs.draft_file
    where draft in (select id from programs.draft where client = ${client} and sent_at is null)`;
  return Math.max(0, draftLimits.bytes - (row?.bytes ?? 0));
}

export const filesOf = (sql: Sql, draft: string) => sql<DraftFile[]>`
  select id, document, name, media_type as "mediaType", sha256, length(content) as bytes
  from programs.draft_file where draft = ${draft} order by at, id`;

export const contentsOf = (sql: Sql, draft: string) => sql<DraftPaper[]>`
  select document, name, media_type as "mediaType", sha256, content
  from programs.draft_file where draft = ${draft} order by at, id`;

export async function dropFile(sql: Sql, draft: string, id: string): Promise<boolean> {
  const { count } =
    await sql`delete from programs.draft_file where id = ${id} and draft = ${draft}`;
  return count === 1;
}
