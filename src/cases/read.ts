import type { Definition } from "../catalogue/index.ts";
import type { Answers } from "../form/index.ts";
import { type CaseId, dateIn, type PersonId, type Reference } from "../kernel/index.ts";
import type { Sql } from "../platform/db/index.ts";
import type { CasesNeeds } from "./handle.ts";
import type { CaseState, Status } from "./model.ts";
import { type LoadedCase, loadCase } from "./store.ts";

/** One row of a person's list. */
export interface ApplicationRow {
  readonly id: CaseId;
  readonly reference: Reference;
  readonly service: string;
  readonly definition: number;
  readonly status: Status;
  readonly stage: string | null;
  readonly submittedAt: Date;
  readonly dueAt: Date | null;
  readonly decidedAt: Date | null;
}

const row = (sql: Sql) => sql`
  id, reference, service, definition, status, stage, submitted_at as "submittedAt",
  due_at as "dueAt", decided_at as "decidedAt"`;

/**
 * A person's applications, newest first; `before` is the `submittedAt` of the last row of the page
 * before.
 */
export const applicationsOf = (sql: Sql, person: PersonId, before?: Date) => sql<ApplicationRow[]>`
  select ${row(sql)} from cases.application
  where person_id = ${person} and erased_at is null
    ${before ? sql`and submitted_at < ${before}` : sql``}
  order by submitted_at desc limit 51`;

/** The public state of an application by its reference, without personal data. */
export async function track(sql: Sql, reference: Reference): Promise<ApplicationRow | undefined> {
  const [application] = await sql<ApplicationRow[]>`
    select ${row(sql)} from cases.application
    where reference = ${reference} and erased_at is null`;
  return application;
}

/** Rows of these applications in one statement, unordered; unknown ids are left out. */
export const rowsOf = (sql: Sql, ids: readonly string[]) => sql<ApplicationRow[]>`
  select ${row(sql)} from cases.application
  where id = any(${[...ids]}::uuid[]) and erased_at is null`;

/** The newest answers of these applications, in one statement; unknown ids are left out. */
export async function answersOf(
  sql: Sql,
  ids: readonly string[],
): Promise<ReadonlyMap<string, Answers>> {
  if (ids.length === 0) return new Map();
  const rows = await sql<{ id: string; answers: Answers }[]>`
    select distinct on (case_id) case_id as id, answers from cases.answers
    where case_id = any(${[...ids]}::uuid[]) order by case_id, revision desc`;
  return new Map(rows.map(({ id, answers }) => [id, answers]));
}

/** Whether there is any application. */
export const anyApplication = async (sql: Sql): Promise<boolean> =>
  (await sql`select from cases.application limit 1`).length > 0;

/** All of one application, for its person or an officer who may see it. */
export interface Application extends LoadedCase {
  readonly id: CaseId;
  readonly definition: Definition;
}

export async function openApplication(
  { sql, definition }: Pick<CasesNeeds, "definition"> & { readonly sql: Sql },
  caseId: string,
): Promise<Application | undefined> {
  const loaded = await loadCase(sql, caseId);
  const submitted = loaded?.state.submitted;
  if (!loaded || !submitted) return undefined;
  const version = await definition(submitted.service, submitted.definition);
  if (!version) throw new Error(`definition of case ${caseId} is not known`);
  return { ...loaded, id: submitted.case, definition: version };
}

/** A part of a statement: the person whose application it is. */
export const personIdOf = (sql: Sql, caseId: string) =>
  sql`(select person_id from cases.application where id = ${caseId})`;

/** A part of a statement: by whom its tasks were done, proposed or voted on. */
export const actorIdsOf = (sql: Sql, caseId: string) => sql`
  select unnest(voted_by || array[closed_by, proposed_by])
  from cases.task where case_id = ${caseId}`;

export interface Access {
  readonly at: Date;
  readonly officer: string;
  readonly authority: string;
  readonly what: string;
  /** Why, where it was not their work, or where the file was exported. */
  readonly purpose: LookPurpose | null;
}

/** Why an officer looks at a file that is not their work now. */
export const lookPurposes = ["contact", "compare", "correct", "supervise"] as const;
/** What a whole file is exported for. */
export const exportPurposes = ["court", "archive", "authority", "copy"] as const;
export type ExportPurpose = (typeof exportPurposes)[number];
export type LookPurpose = (typeof lookPurposes)[number] | ExportPurpose;

export interface AccessToCase
  extends Access,
    Pick<ApplicationRow, "reference" | "service" | "definition"> {
  readonly caseId: CaseId;
}

/** Looks of one officer at the same thing, for the same purpose, on one day. */
export interface DayOfLooks<Look> {
  /** The last of them. */
  readonly look: Look;
  readonly times: number;
}

/** The looks of a day that are alike as one, which says how often; in the order of `looks`. */
export function onceADay<Look extends Access & { readonly caseId?: CaseId }>(
  looks: readonly Look[],
  timeZone: string,
): readonly DayOfLooks<Look>[] {
  const alike = ({ at, officer, authority, what, purpose, caseId }: Look) =>
    [dateIn(at, timeZone), officer, authority, what, purpose, caseId].join("\n");
  return [...Map.groupBy(looks, alike).values()].flatMap((group) =>
    group[0] ? [{ look: group[0], times: group.length }] : [],
  );
}

/** Staff who opened a file, newest first. */
export const accessesOf = (sql: Sql, caseId: string) => sql<Access[]>`
  select at, officer_id as officer, authority, what, purpose
  from cases.access where case_id = ${caseId} order by at desc limit 200`;

/** Whether somebody else has opened the file since the step that was done last. */
export async function isReadAfter(sql: Sql, { submitted, lastStep }: CaseState): Promise<boolean> {
  if (!submitted || !lastStep) return false;
  const rows = await sql`
    select from cases.access where case_id = ${submitted.case} and at >= ${lastStep.at}
      and officer_id <> ${lastStep.by} and what <> 'list' limit 1`;
  return rows.length > 0;
}

/** The same for all applications of a person, with the application. */
export const accessesToPerson = (sql: Sql, person: PersonId) => sql<AccessToCase[]>`
  select a.at, a.officer_id as officer, a.authority, a.what, a.purpose,
    a.case_id as "caseId", c.reference,
    c.service, c.definition
  from cases.application c join cases.access a on a.case_id = c.id
  where c.person_id = ${person} order by a.at desc limit 200`;

export const recordAccess = (
  sql: Sql,
  at: Date,
  caseId: string,
  officer: { readonly id: string; readonly authority: string },
  what: string,
  purpose: LookPurpose | null = null,
) => sql`
  insert into cases.access (case_id, at, officer_id, authority, what, purpose)
  values (${caseId}, ${at}, ${officer.id}, ${officer.authority}, ${what}, ${purpose})`;

/** The same for all files that a search has shown. */
export const recordListed = (
  sql: Sql,
  at: Date,
  caseIds: readonly string[],
  officer: { readonly id: string; readonly authority: string },
  purpose: LookPurpose,
) => sql`
  insert into cases.access (case_id, at, officer_id, authority, what, purpose)
  select id, ${at}, ${officer.id}, ${officer.authority}, 'list', ${purpose}
  from unnest(${[...caseIds]}::uuid[]) as id`;
