import type { Sql } from "../platform/db/index.ts";

/** A program as an authority's own system: whose it is, and the stages that it was let into. */
export interface Agency {
  readonly authority: string;
  readonly stages: readonly AgencyStage[];
}

export interface AgencyStage {
  readonly service: string;
  readonly stage: string;
}

/** `birth-certificate/search`, as it is registered. */
export const stageText = ({ service, stage }: AgencyStage): string => `${service}/${stage}`;

export function readStage(text: string): AgencyStage | undefined {
  const [, service, stage] = /^([a-z][a-z0-9-]*)\/([a-z][a-z0-9-]*)$/.exec(text) ?? [];
  return service && stage ? { service, stage } : undefined;
}

/** Whose system an enabled program is; undefined where it is no authority's. */
export async function agencyOf(sql: Sql, client: string): Promise<Agency | undefined> {
  const [row] = await sql<{ authority: string; stages: readonly string[] }[]>`
    select authority, stages from programs.client
    where id = ${client} and authority is not null and disabled_at is null`;
  return row && { ...row, stages: row.stages.flatMap((each) => readStage(each) ?? []) };
}

/** The systems of an authority that take tasks of this stage. */
export const agenciesAt = (sql: Sql, authority: string, stage: AgencyStage) => sql<
  { readonly client: string }[]
>`
  select id as client from programs.client
  where authority = ${authority} and ${stageText(stage)} = any(stages) and disabled_at is null
  order by id`;

/** Whether any of these authorities has a system of its own. */
export async function anyAgencyOf(
  sql: Sql,
  tasks: readonly { readonly authority: string }[],
): Promise<boolean> {
  const authorities = [...new Set(tasks.map(({ authority }) => authority))];
  const rows = await sql`
    select from programs.client
    where authority = any(${authorities}) and disabled_at is null limit 1`;
  return rows.length > 0;
}

/** Names of programs by id, including disabled ones; unknown ids are left out. */
export async function programNames(
  sql: Sql,
  ids: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  if (ids.length === 0) return new Map();
  const rows = await sql<{ id: string; name: string }[]>`
    select id, name from programs.client where id = any(${[...ids]})`;
  return new Map(rows.map(({ id, name }) => [id, name]));
}
