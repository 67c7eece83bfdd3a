import type { PersonId } from "../kernel/index.ts";
import type { Sql } from "../platform/db/index.ts";

/** Two instants, the second not counted. */
interface Span {
  readonly from: Date;
  readonly before: Date;
}

/**
 * People of applications: sent in a span (null: for any service), read in it by an officer or a
 * program, exported in it, or with these numbers.
 */
export type Applicants =
  | ({ readonly kind: "applied"; readonly service: string | null } & Span)
  | ({ readonly kind: "seen"; readonly by: string } & Span)
  | ({ readonly kind: "exported" } & Span)
  | { readonly kind: "listed"; readonly references: readonly string[] };

function among(sql: Sql, of: Applicants) {
  switch (of.kind) {
    case "applied":
      return sql`submitted_at >= ${of.from} and submitted_at < ${of.before}
        ${of.service === null ? sql`` : sql`and service = ${of.service}`}`;
    case "seen":
      return sql`id in (select case_id from cases.access
        where officer_id = ${of.by} and at >= ${of.from} and at < ${of.before})`;
    case "exported":
      return sql`id in (select case_id from cases.access
        where what = 'export' and at >= ${of.from} and at < ${of.before})`;
    case "listed":
      return sql`reference = any(${[...of.references]}::text[])`;
  }
}

/** Also those whose file was erased since: what happened to their data happened before. */
const sentBy = (sql: Sql, of: Applicants) => sql`cases.application where ${among(sql, of)}`;

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

/** Those of these numbers that no application has. */
export async function unknownReferences(
  sql: Sql,
  references: readonly string[],
): Promise<readonly string[]> {
  const rows = await sql<{ reference: string }[]>`
    select reference from unnest(${[...references]}::text[]) as reference
    except select reference from cases.application order by reference`;
  return rows.map(({ reference }) => reference);
}
