import type { OfficerId } from "../../kernel/index.ts";
import type { Sql } from "../db/index.ts";
import type { Officer, Person } from "./model.ts";
import { heldAt, withRoles } from "./officers.ts";
import { type PersonRow, personColumns, personFrom } from "./people.ts";

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

/** Whether this officer works here no longer. */
export async function hasLeft(sql: Sql, officer: OfficerId): Promise<boolean> {
  const rows = await sql`select from auth.officer where id = ${officer} and not active`;
  return rows.length > 0;
}

/** Whether this officer has, or once had, one of these roles at an office of an authority. */
export async function hasHeld(
  sql: Sql,
  officer: OfficerId,
  of: Readonly<Record<"authority" | "office", string>> & { readonly roles: readonly string[] },
): Promise<boolean> {
  const rows = await sql`
    select from auth.officer join auth.held_role held on held.officer = officer.id
    where officer.id = ${officer} and authority = ${of.authority} and given_by is not null
      and role = any(${[...of.roles]}) and (offices = '{}' or ${of.office} = any(offices)) limit 1`;
  return rows.length > 0;
}

/**
 * A person and the names of officers in one statement, of which other parts say whose they are: the
 * id of the person, and ids of officers as text; what is no id of an officer is left out. As an
 * array, since PostgreSQL would read all officers for a list.
 */
export async function personAndOfficers(
  sql: Sql,
  of: Readonly<Record<"person" | "officers", ReturnType<Sql["unsafe"]>>>,
): Promise<{ readonly person?: Person; readonly names: ReadonlyMap<string, string> }> {
  const [row] = await sql<(PersonRow & { names: Readonly<Record<string, string>> })[]>`
    select ${personColumns(sql)}, (
      select coalesce(json_object_agg(id, name), '{}') from auth.officer where id = any(array(
        select case when id ~ '^[0-9a-f-]{36}$' then id::uuid end
        from (${of.officers}) as given(id)))) as names
    from (select) as one left join auth.person as p on p.id = ${of.person}`;
  const names = new Map(Object.entries(row?.names ?? {}));
  return { ...(row?.id ? { person: personFrom(row) } : {}), names };
}

/** An officer as those who share out work see them. */
export interface Colleague extends Officer {
  /** On leave at that instant. */
  readonly away: boolean;
  /** When that leave ends; null for whoever is at work. */
  readonly awayUntil: Date | null;
}

/** The officers of this authority who have this role at this instant, by name. */
export const officersWith = (
  sql: Sql,
  authority: string,
  role: string,
  now: Date,
): Promise<readonly Colleague[]> =>
  colleagues(
    sql,
    now,
    sql`authority = ${authority} and active
      and exists (select from auth.roles_at(o.id, ${now}) held where held.role = ${role})`,
  );

/** Everybody who has this role at this instant, of whatever authority, by name. */
export const everybodyWith = (sql: Sql, role: string, now: Date): Promise<readonly Colleague[]> =>
  colleagues(
    sql,
    now,
    sql`active and exists (select from auth.roles_at(o.id, ${now}) held where held.role = ${role})`,
  );

/** All officers of an authority who work here, by name. */
export const officersOf = (sql: Sql, authority: string, now: Date): Promise<readonly Colleague[]> =>
  colleagues(sql, now, sql`authority = ${authority} and active`);

/** Everybody who works for this authority now, by name: to choose from, without their roles. */
export const officerChoices = (sql: Sql, authority: string) => sql<{ id: string; name: string }[]>`
  select id, name from auth.officer where authority = ${authority} and active
  order by name, id limit 500`;

/** The officers whose whole name stands in a text, at most ten. */
export const officersNamedIn = (sql: Sql, text: string, now: Date): Promise<readonly Colleague[]> =>
  colleagues(sql, now, sql`active and strpos(lower(${text}), lower(name)) > 0`, 10);

/** A time in which an officer is on leave. */
export interface Away {
  readonly officer: OfficerId;
  readonly fromAt: Date;
  readonly untilAt: Date;
}

/** When which of these officers are on leave between two instants. */
export const awayBetween = (
  sql: Sql,
  officers: readonly string[],
  { from, until }: { readonly from: Date; readonly until: Date },
): Promise<readonly Away[]> => sql<Away[]>`
  select officer, from_at as "fromAt", until_at as "untilAt" from auth.absence
  where officer = any(${[...officers]}::uuid[]) and status = 'held'
    and from_at < ${until} and until_at > ${from}`;

async function colleagues(
  sql: Sql,
  now: Date,
  where: ReturnType<Sql["unsafe"]>,
  most?: number,
): Promise<readonly Colleague[]> {
  const rows = await sql<Omit<Colleague, "roles" | "offices" | "away">[]>`
    select id, name, authority, ${heldAt(sql, now)} as held,
      array(select own.id from auth.person own where own.national_id = o.national_id) as persons,
      (select max(until_at) from auth.absence where officer = o.id and status = 'held'
        and from_at <= ${now} and until_at > ${now}) as "awayUntil"
      from auth.officer o
     where ${where}
     order by name, id ${most === undefined ? sql`` : sql`limit ${most}`}`;
  return rows.map(({ awayUntil, ...officer }) => ({
    ...withRoles(officer),
    ...{ away: awayUntil !== null, awayUntil },
  }));
}
