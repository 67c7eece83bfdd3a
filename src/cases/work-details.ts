import type { Answers } from "../form/index.ts";
import type { PersonId } from "../kernel/index.ts";
import type { Sql } from "../platform/db/index.ts";

/** What a list says of a case beside its work. */
export interface WorkDetails {
  readonly caseId: string;
  /** Of the answers. */
  readonly revision: number;
  readonly applicant: string | null;
  /** The newest answers to the questions that were asked for. */
  readonly answers: Answers;
}

/** Who sent each of these cases, and its newest answers to the questions of these names. */
export const workDetails = (sql: Sql, caseIds: readonly string[], names: readonly string[]) =>
  sql<WorkDetails[]>`
    select id as "caseId", newest.*
    from unnest(${[...caseIds]}::uuid[]) as id, lateral (
      select revision, asked->'applicant'->>'name' as applicant, (
        select coalesce(jsonb_object_agg(name, answers->name), '{}')
        from unnest(${[...names]}::text[]) as name where answers ? name) as answers
      from cases.answers where case_id = id order by revision desc limit 1) as newest`;

/** Whose each of these cases is. */
export async function peopleOf(
  sql: Sql,
  caseIds: readonly string[],
): Promise<ReadonlyMap<string, PersonId>> {
  const rows = await sql<{ id: string; person: PersonId }[]>`
    select id, person_id as person from cases.application where id = any(${[...caseIds]}::uuid[])`;
  return new Map(rows.map(({ id, person }) => [id, person]));
}
