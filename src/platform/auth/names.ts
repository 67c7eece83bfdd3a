import type { Sql } from "../db/index.ts";
import type { Officer } from "./model.ts";

/** Names of officers by id, including former ones; unknown ids are left out. */
export async function officerNames(
  sql: Sql,
  ids: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  const uuids = [...new Set(ids)].filter((id) => /^[0-9a-f-]{36}$/.test(id));
  if (uuids.length === 0) return new Map();
  const rows = await sql<{ id: string; name: string }[]>`
    select id, name from auth.officer where id = any(${uuids}::uuid[])`;
  return new Map(rows.map(({ id, name }) => [id, name]));
}

/** The present officers of this authority in this role, by name. */
export const officersWith = async (
  sql: Sql,
  authority: string,
  role: string,
): Promise<readonly Officer[]> => sql<Officer[]>`
  select id, name, authority, roles, offices from auth.officer
   where authority = ${authority} and ${role} = any(roles) and active
   order by name, id`;
