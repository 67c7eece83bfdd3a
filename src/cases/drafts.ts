import type { Answers, Documents } from "../form/index.ts";
import type { CaseId, DraftId, PersonId, Reference } from "../kernel/index.ts";
import { json, newId, type Sql } from "../platform/db/index.ts";
import { documentsOf, filesOfDraft } from "./store.ts";

/** An application that is not submitted yet. Only its own person can see it. */
export interface Draft {
  readonly id: DraftId;
  readonly person: PersonId;
  readonly service: string;
  readonly definition: number;
  readonly answers: Answers;
  /** Pages that have been answered, so that an optional page left empty is not asked again. */
  readonly visited: readonly string[];
  readonly renews: CaseId | null;
  /** The journey of which it is a step, if any. */
  readonly journey?: string | null;
  /** The case that it became once submitted. */
  readonly caseId: CaseId | null;
  readonly updatedAt: Date;
  /** Given out before it is sent, where there was no network: what the person took home. */
  readonly reference?: Reference | null;
  /** The language that its person chose to be told in about it, if another than their usual one. */
  readonly toldIn?: string | null;
}

export const draftColumns = (sql: Sql) => sql`
  id, person_id as person, service, definition, answers, visited, renews, journey, reference,
  told_in as "toldIn", case_id as "caseId", updated_at as "updatedAt"`;

/** A draft that begins; with an id where the caller brings one. */
export type DraftBegun = Pick<Draft, "person" | "service" | "definition"> & {
  readonly id?: DraftId;
  readonly answers?: Answers;
  /** The pages that were answered well elsewhere, such as on a device without network. */
  readonly visited?: readonly string[];
  readonly renews?: CaseId;
  readonly reference?: Reference;
  readonly toldIn?: string;
};

/** What is saved of a draft, and whose it is. */
export type DraftSaved = Pick<Draft, "id" | "person" | "answers" | "visited">;

/**
 * Begins an application and returns its id. Idempotent for a caller that brings the id, such as a
 * device without network: the same id of the same person is the same draft. `renews` must be the
 * person's own granted application for the same service; anything else is a fault, since no page
 * offers it.
 */
export async function startDraft(sql: Sql, at: Date, draft: DraftBegun): Promise<DraftId> {
  const id = draft.id ?? (newId() as DraftId);
  const renews = draft.renews ?? null;
  const { count } = await sql`
    insert into cases.draft (id, person_id, service, definition, answers, visited, renews,
      reference, told_in, created_at, updated_at)
    select ${id}, ${draft.person}, ${draft.service}, ${draft.definition},
      ${json(sql, draft.answers ?? {})}, ${json(sql, draft.visited ?? [])}, ${renews},
      ${draft.reference ?? null}, ${draft.toldIn ?? null}, ${at}, ${at}
    where ${renews}::uuid is null or exists (
      select from cases.application
      where id = ${renews} and person_id = ${draft.person} and service = ${draft.service}
        and status = 'granted')
    on conflict (id) do nothing`;
  if (count !== 1 && draft.id && (await findDraft(sql, draft.id, draft.person))) return id;
  if (count !== 1) throw new Error("a renewal of what this person was not granted");
  return id;
}

/** A draft of this person; undefined for another person's. */
export async function findDraft(
  sql: Sql,
  id: string,
  person: PersonId,
): Promise<Draft | undefined> {
  const [draft] = await sql<Draft[]>`
    select ${draftColumns(sql)} from cases.draft where id = ${id} and person_id = ${person}`;
  return draft;
}

/** The draft that became this case of this person. */
export async function draftOfCase(
  sql: Sql,
  caseId: CaseId,
  person: PersonId,
): Promise<Draft | undefined> {
  const [draft] = await sql<Draft[]>`
    select ${draftColumns(sql)} from cases.draft
    where person_id = ${person} and case_id = ${caseId}`;
  return draft;
}

/** A draft, whoever's it is: its reader looks whether it is theirs. */
export async function draftOfAnybody(sql: Sql, id: string): Promise<Draft | undefined> {
  const [draft] = await sql<Draft[]>`
    select ${draftColumns(sql)} from cases.draft where id = ${id}`;
  return draft;
}

export const draftDocuments = async (sql: Sql, id: string): Promise<Documents> =>
  documentsOf(await filesOfDraft(sql, id));

/** Saves answers; false when the draft is not this person's or was already submitted. */
export async function saveDraft(
  sql: Sql,
  at: Date,
  { id, person, answers, visited }: DraftSaved,
): Promise<boolean> {
  const { count } = await sql`
    update cases.draft set answers = ${json(sql, answers)}, visited = ${json(sql, visited)},
      updated_at = ${at}
    where id = ${id} and person_id = ${person} and case_id is null`;
  return count === 1;
}

/** Saves the language in which its person is to be told; null for their usual one. */
export const tellDraftIn = (
  sql: Sql,
  at: Date,
  { id, person, toldIn }: Pick<Draft, "id" | "person"> & { readonly toldIn: string | null },
) => sql`
  update cases.draft set told_in = ${toldIn}, updated_at = ${at}
  where id = ${id} and person_id = ${person} and case_id is null`;

/** A person's unsent drafts, newest first, without the steps of journeys. */
export const draftsOf = (sql: Sql, person: PersonId): Promise<readonly Draft[]> => sql<Draft[]>`
  select ${draftColumns(sql)} from cases.draft
  where person_id = ${person} and case_id is null and journey is null
  order by updated_at desc limit 50`;

/** Deletes a draft and its uploads. */
export async function discardDraft(sql: Sql, id: string, person: PersonId): Promise<boolean> {
  const { count } = await sql`
    delete from cases.draft
    where id = ${id} and person_id = ${person} and case_id is null and journey is null`;
  if (count === 1) await sql`delete from cases.file where draft_id = ${id} and case_id is null`;
  return count === 1;
}
