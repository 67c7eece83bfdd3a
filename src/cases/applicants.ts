import type { PersonId } from "../kernel/index.ts";
import type { Sql } from "../platform/db/index.ts";

/** People who sent an application between two instants, the second not counted. */
export interface Applicants {
  /** Null: for any service. */
  readonly service: string | null;
  readonly from: Date;
  readonly before: Date;
}

/** Also those whose file was erased since: what happened to their data happened before. */
const sentBy = (sql: Sql, { service, from, before }: Applicants) => sql`
  cases.application where submitted_at >= ${from} and submitted_at < ${before}
    ${service === null ? sql`` : sql`and service = ${service}`}`;

export async function countApplicants(sql: Sql, of: Applicants): Promise<number> {
  const [row] = await sql<{ count: number }[]>`
    select count(distinct person_id)::int as count from ${sentBy(sql, of)}`;
  return row?.count ?? 0;
}

/** A lot of them by id, each once, at most `most`, after the last one of the lot before. */
export async function applicants(
  sql: Sql,
  of: Applicants,
  { after, most }: { readonly after: PersonId | null; readonly most: number },
): Promise<readonly PersonId[]> {
  const rows = await sql<{ person: PersonId }[]>`
    select distinct person_id as person from ${sentBy(sql, of)}
      ${after === null ? sql`` : sql`and person_id > ${after}`}
    order by person_id limit ${most}`;
  return rows.map(({ person }) => person);
}
