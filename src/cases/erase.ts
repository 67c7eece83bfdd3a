import type { CaseId, PersonId } from "../kernel/index.ts";
import type { Sql } from "../platform/db/index.ts";
import type { LoadedCase } from "./store.ts";

/** Services and their versions of which a file is left to be erased one day. */
export const versionsLeft = (sql: Sql) => sql<{ service: string; definition: number }[]>`
  select distinct service, definition from cases.application
  where erased_at is null and status in ('granted', 'refused', 'withdrawn')`;

/** Whether its answers and papers were erased; what still comes for it comes to nothing. */
export const isErased = async (sql: Sql, caseId: string): Promise<boolean> =>
  (await sql`select from cases.application where id = ${caseId} and erased_at is not null`).length >
  0;

/** Files of one version of a service that ended one way. */
export interface ClosedFiles {
  readonly service: string;
  readonly definition: number;
  readonly granted: boolean;
  /** Only what ended before may be among them; what was withdrawn is judged by when it was sent. */
  readonly before: Date;
  /** The last id of the batch before. */
  readonly after?: string | undefined;
}

/** A batch of closed files by id, at most 200. */
export async function closedFiles(sql: Sql, of: ClosedFiles): Promise<readonly CaseId[]> {
  const statuses = of.granted ? ["granted"] : ["refused", "withdrawn"];
  const rows = await sql<{ id: CaseId }[]>`
    select id from cases.application
    where erased_at is null and status in ('granted', 'refused', 'withdrawn')
      and service = ${of.service} and definition = ${of.definition}
      and status = any(${statuses}) and coalesce(decided_at, submitted_at) < ${of.before}
      ${of.after ? sql`and id > ${of.after}` : sql``}
    order by id limit 200`;
  return rows.map(({ id }) => id);
}

const closing = new Set([
  "CaseDecided",
  "OutputReleased",
  "CaseWithdrawn",
  "AppealDecided",
] satisfies LoadedCase["history"][number]["type"][] as string[]);

/** When a closed case came to its end: the term of its file counts from there. */
export function closedAt({ history }: Pick<LoadedCase, "history">): Date | undefined {
  const last = history.findLast(({ type }) => closing.has(type));
  return last && new Date(last.at);
}

/**
 * Erases everything personal of a closed case: answers, papers, words, messages, notes, findings,
 * addresses, rank, who looked at it, and the draft that it came from. Its row and its events stay;
 * they name nobody. Undefined where it is not closed, or erased already.
 * @returns how many rows of each kind went
 */
export async function eraseCase(
  tx: Sql,
  at: Date,
  id: CaseId,
): Promise<Readonly<Record<string, number>> | undefined> {
  const { count } = await tx`
    update cases.application set erased_at = ${at}
    where id = ${id} and erased_at is null and status in ('granted', 'refused', 'withdrawn')`;
  if (count !== 1) return undefined;
  const answers = await tx`delete from cases.answers where case_id = ${id}`;
  const papers = await tx`delete from cases.file where case_id = ${id} or answer_to = ${id}
    or draft_id in (select id from cases.draft where case_id = ${id})`;
  const words = await tx`delete from cases.statement where case_id = ${id}`;
  const findings = await tx`delete from cases.finding where case_id = ${id}`;
  const addresses = await tx`delete from cases.contact where case_id = ${id}`;
  const openings = await tx`delete from cases.access where case_id = ${id}`;
  const messages = await tx`delete from cases.message where case_id = ${id}`;
  await tx`delete from cases.note where case_id = ${id}`;
  await tx`delete from cases.paper_check where case_id = ${id}`;
  await tx`delete from cases.rank where case_id = ${id}`;
  await tx`delete from cases.search_word where case_id = ${id}`;
  await eraseDraftOf(tx, id);
  return {
    answers: answers.count,
    papers: papers.count,
    words: words.count + messages.count,
    findings: findings.count,
    addresses: addresses.count,
    openings: openings.count,
  };
}

/**
 * Erases the notes of files that a server erased which did not know notes yet. @returns how many
 */
export async function eraseLeftNotes(sql: Sql): Promise<number> {
  const { count } = await sql`
    delete from cases.note n using cases.application a
    where a.id = n.case_id and a.erased_at is not null`;
  return count;
}

/** A step of a journey is left empty until the whole journey is erased. */
async function eraseDraftOf(tx: Sql, id: CaseId): Promise<void> {
  await tx`delete from cases.draft where case_id = ${id} and journey is null`;
  const [step] = await tx<{ journey: string }[]>`
    update cases.draft set answers = '{}', visited = '[]' where case_id = ${id}
    returning journey`;
  if (!step) return;
  const { count } = await tx`
    delete from cases.journey where id = ${step.journey} and not exists (
      select from cases.draft d left join cases.application a on a.id = d.case_id
      where d.journey = ${step.journey} and a.erased_at is null)`;
  if (count === 1) await tx`delete from cases.draft where journey = ${step.journey}`;
}

/**
 * Deletes applications that were begun, never sent and not touched since `before`, with their
 * papers; a journey only where nothing of it was sent. @returns how many
 */
export async function eraseUnsent(sql: Sql, before: Date): Promise<number> {
  const rows = await sql<{ id: string }[]>`
    with stale as (
      delete from cases.journey j where agreed_at is null and updated_at < ${before}
        and not exists (select from cases.draft d where d.journey = j.id
          and (d.case_id is not null or d.updated_at >= ${before}))
      returning id
    ), gone as (
      delete from cases.draft where case_id is null and updated_at < ${before}
        and (journey is null or journey in (select id from stale))
      returning id
    ), papers as (
      delete from cases.file where draft_id in (select id from gone) and case_id is null
    ) select id from gone`;
  return rows.length;
}

/** Deletes everything that a person began and did not send. */
export async function eraseDraftsOf(tx: Sql, person: PersonId): Promise<void> {
  await tx`delete from cases.file where person_id = ${person} and case_id is null`;
  await tx`delete from cases.draft where person_id = ${person} and case_id is null`;
  await tx`delete from cases.journey j where person_id = ${person}
    and not exists (select from cases.draft d where d.journey = j.id)`;
}

/** Whether an application of this person is left that was not erased. */
export const leftOf = async (sql: Sql, person: PersonId): Promise<boolean> =>
  (
    await sql`select from cases.application
      where person_id = ${person} and erased_at is null limit 1`
  ).length > 0;
