/**
 * Internal notes: what officers write to each other about an application. They are appended, never
 * changed, and erased with the file. They stand in no event, message or page of the applicant.
 *
 * They are not in the applicant's own copy of their data either: they are working notes of the
 * authority, which may name colleagues or third parties. Whoever asks for access by a request (law
 * 058/2021, article 18) is answered by an officer, who reads the notes in the file and decides what
 * of them is to be disclosed.
 */
import { ok, type Result, refuse } from "../kernel/index.ts";
import type { Sql } from "../platform/db/index.ts";
import type { OfficerActor } from "./model.ts";
import { whyNotAct } from "./policy.ts";
import { loadCase } from "./store.ts";

/** Characters of one note. */
export const longestNote = 4000;

export interface Note {
  readonly id: string;
  /** Id of the officer. */
  readonly author: string;
  readonly text: string;
  readonly at: Date;
}

export interface NewNote {
  /** The same id again writes nothing. */
  readonly id: string;
  readonly caseId: string;
  readonly author: OfficerActor;
  readonly text: string;
}

/** The notes of an application, oldest first; at most the last 200. */
export const notesOf = async (sql: Sql, caseId: string): Promise<readonly Note[]> =>
  (await notesOfEach(sql, [caseId])).get(caseId) ?? [];

/** The same of several applications at once; those without a note are left out. */
export async function notesOfEach(
  sql: Sql,
  caseIds: readonly string[],
): Promise<ReadonlyMap<string, readonly Note[]>> {
  const rows = await sql<(Note & { readonly caseId: string })[]>`
    select file.id as "caseId", note.* from unnest(${[...caseIds]}::uuid[]) as file (id)
    cross join lateral (
      select id, author, text, at from cases.note where case_id = file.id
      order by at desc, id desc limit 200
    ) as note
    order by note.at, note.id`;
  return Map.groupBy(rows, ({ caseId }) => caseId);
}

/**
 * Appends a note. Refuses case.not-found, case.not-allowed where the file is not the officer's
 * work, case.recused, case.note-empty and case.note-too-long.
 */
export async function writeNote(
  sql: Sql,
  at: Date,
  { id, caseId, author, text }: NewNote,
): Promise<Result<void>> {
  const words = text.trim();
  if (words === "") return refuse("invalid", "case.note-empty");
  if (words.length > longestNote)
    return refuse("invalid", "case.note-too-long", { facts: { max: longestNote } });
  const file = await loadCase(sql, caseId);
  if (!file) return refuse("not-found", "case.not-found");
  const not = whyNotAct(author, file.state);
  if (not) return refuse("not-allowed", not);
  // Nothing is written to a file whose words were erased at this moment.
  await sql`
    insert into cases.note (id, case_id, author, text, at)
    select ${id}::uuid, id, ${author.id}, ${words}, ${at}::timestamptz from cases.application
    where id = ${caseId} and erased_at is null
    for share
    on conflict on constraint note_pkey do nothing`;
  return ok(undefined);
}
