import type { Answers, Shared, StepPlanned } from "../form/index.ts";
import type { DraftId, PersonId, Reference } from "../kernel/index.ts";
import { json, newId, type Sql } from "../platform/db/index.ts";
import { type Draft, draftColumns } from "./drafts.ts";
import type { Status } from "./model.ts";

/** One step of a journey: its draft, and the application that it became. */
export interface StepDraft extends Draft {
  readonly reference: Reference | null;
  readonly status: Status | null;
}

/** A journey through several services. Only its own person can see it. */
export interface JourneyKept {
  readonly id: string;
  readonly person: PersonId;
  /** The id of the journey in the catalogue. */
  readonly journey: string;
  readonly lang: string;
  /** What was agreed to; empty before. */
  readonly plan: readonly StepPlanned[];
  readonly agreedAt: Date | null;
  readonly stoppedAt: Date | null;
  readonly updatedAt: Date;
  readonly version: number;
  readonly drafts: readonly StepDraft[];
}

type Row = Omit<JourneyKept, "drafts">;

const columns = (sql: Sql) => sql`
  id, person_id as person, journey, lang, plan, agreed_at as "agreedAt",
  stopped_at as "stoppedAt", updated_at as "updatedAt", version`;

async function withDrafts(sql: Sql, rows: readonly Row[]): Promise<readonly JourneyKept[]> {
  if (rows.length === 0) return [];
  const drafts = await sql<StepDraft[]>`
    select d.*, a.reference, a.status
    from (select ${draftColumns(sql)} from cases.draft
          where journey = any(${rows.map(({ id }) => id)}::uuid[])) d
    left join cases.application a on a.id = d."caseId" order by d.id`;
  return rows.map((row) => ({
    ...row,
    drafts: drafts.filter(({ journey }) => journey === row.id),
  }));
}

/** A journey of this person with its drafts; undefined for another person's. */
export async function findJourney(
  sql: Sql,
  id: string,
  person: PersonId,
): Promise<JourneyKept | undefined> {
  const rows = await sql<Row[]>`
    select ${columns(sql)} from cases.journey where id = ${id} and person_id = ${person}`;
  return (await withDrafts(sql, rows))[0];
}

/** The journey itself, or the one of which this application is a step: most are of none. */
export type JourneyMeant = { readonly journeyId: string } | { readonly caseId: string };

/** For jobs that continue a journey: by its own id, or by that of an application that is a step. */
export async function journeyOf(sql: Sql, of: JourneyMeant): Promise<JourneyKept | undefined> {
  const rows =
    "journeyId" in of
      ? await sql<Row[]>`select ${columns(sql)} from cases.journey where id = ${of.journeyId}`
      : await sql<Row[]>`
          select ${columns(sql)} from cases.journey where id =
            (select journey from cases.draft where case_id = ${of.caseId} and journey is not null)`;
  return (await withDrafts(sql, rows))[0];
}

/** A person's journeys, newest first. */
export const journeysOf = async (sql: Sql, person: PersonId): Promise<readonly JourneyKept[]> =>
  withDrafts(
    sql,
    await sql<Row[]>`
      select ${columns(sql)} from cases.journey
      where person_id = ${person} order by updated_at desc limit 20`,
  );

export interface JourneyBegun {
  readonly person: PersonId;
  readonly journey: string;
  readonly lang: string;
  readonly steps: readonly {
    readonly service: string;
    readonly definition: number;
    readonly answers: Answers;
  }[];
}

/** Begins a journey with a draft for each of its steps. @returns its id */
export async function insertJourney(tx: Sql, at: Date, begun: JourneyBegun): Promise<string> {
  const id = newId();
  const { person, journey, lang } = begun;
  await tx`
    insert into cases.journey (id, person_id, journey, lang, created_at, updated_at)
    values (${id}, ${person}, ${journey}, ${lang}, ${at}, ${at})`;
  for (const { service, definition, answers } of begun.steps)
    await tx`
      insert into cases.draft (id, person_id, service, definition, answers, journey, created_at,
        updated_at)
      values (${newId()}, ${person}, ${service}, ${definition}, ${json(tx, answers)}, ${id}, ${at},
        ${at})`;
  return id;
}

/**
 * Raises the version, so that a caller who read the journey before does not act on it. False where
 * it cannot be changed.
 */
export async function touchJourney(tx: Sql, at: Date, draft: string, person: PersonId) {
  const { count } = await tx`
    update cases.journey set updated_at = ${at}, version = version + 1
    where person_id = ${person} and stopped_at is null
      and id = (select journey from cases.draft where id = ${draft})`;
  return count === 1;
}

/** Fills in another step's answers from this step's. */
export const shareWith = (tx: Sql, at: Date, draft: string, { service, set, unset }: Shared) => tx`
  update cases.draft set answers = (answers - ${[...unset]}::text[]) || ${json(tx, set)},
    updated_at = ${at}
  where journey = (select journey from cases.draft where id = ${draft})
    and service = ${service} and id <> ${draft} and case_id is null`;

/** Sets answers that do not come from the person, such as the number of a certificate. */
export const fillDraft = (sql: Sql, at: Date, draft: string, set: Answers) => sql`
  update cases.draft set answers = answers || ${json(sql, set)}, updated_at = ${at}
  where id = ${draft} and case_id is null and not answers @> ${json(sql, set)}`;

/** Copies the uploads of one document to another draft of the same person. */
export async function copyFiles(
  tx: Sql,
  at: Date,
  from: { readonly draft: DraftId; readonly document: string },
  to: { readonly draft: DraftId; readonly document: string },
): Promise<void> {
  const files = await tx<{ id: string }[]>`
    select id from cases.file where draft_id = ${from.draft} and document = ${from.document}`;
  for (const { id } of files)
    await tx`
      insert into cases.file (id, person_id, draft_id, document, name, media_type, bytes, sha256,
        content, at)
      select ${newId()}, person_id, ${to.draft}, ${to.document}, name, media_type, bytes, sha256,
        content, ${at}
      from cases.file source where id = ${id} and not exists (
        select from cases.file same where same.draft_id = ${to.draft}
          and same.document = ${to.document} and same.sha256 = source.sha256)`;
}
