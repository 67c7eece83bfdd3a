import { ok, type Result, refuse } from "../kernel/index.ts";
import type { Sql } from "../platform/db/index.ts";

/** A list of work that an officer has named for themselves. */
export interface WorkView {
  readonly name: string;
  /** The filters, as the query of an address. */
  readonly list: string;
}

/** Characters of a name. */
export const longestViewName = 60;
/** Views of one officer. */
const mostViews = 20;

/** A part of a statement: the views of an officer by name, as JSON. */
export const workViewsOf = (sql: Sql, officer: string) => sql`
  (select coalesce(json_agg(of_officer), '[]') from (
    select name, list from cases.work_view where officer = ${officer}
    order by lower(name), name limit ${mostViews}) as of_officer)`;

/**
 * Saves a view; one of the same name is replaced. @returns its name. Refuses
 * case.view-name-missing, case.view-name-too-long and case.too-many-views.
 */
export async function saveWorkView(
  sql: Sql,
  at: Date,
  officer: string,
  { name: typed, list }: WorkView,
): Promise<Result<string>> {
  const name = typed.trim().replaceAll(/\s+/g, " ");
  if (name === "") return refuse("invalid", "case.view-name-missing");
  if (name.length > longestViewName)
    return refuse("invalid", "case.view-name-too-long", { facts: { max: longestViewName } });
  const { count } = await sql`
    insert into cases.work_view (officer, name, list, at)
    select ${officer}::text, ${name}::text, ${list}::text, ${at}::timestamptz
    where (select count(*) from cases.work_view
      where officer = ${officer} and name <> ${name}) < ${mostViews}
    on conflict on constraint work_view_pk do update set list = excluded.list, at = excluded.at`;
  return count === 1
    ? ok(name)
    : refuse("conflict", "case.too-many-views", { facts: { max: mostViews } });
}

export const deleteWorkView = (sql: Sql, officer: string, name: string) =>
  sql`delete from cases.work_view where officer = ${officer} and name = ${name}`;
