import { json, type Sql } from "../platform/db/index.ts";
import type { Source } from "./catalogue.ts";
import type { Edit } from "./edits.ts";
import type { GovernmentFiles } from "./government-files.ts";
import type { Holiday } from "./model.ts";

/** Stores a version unless it exists; an existing one stays as it is. @returns whether it is new */
export async function insertSource(
  sql: Sql,
  { service, version, sha256, files }: Source,
): Promise<boolean> {
  const rows = await sql`
    insert into catalogue.definition (service, version, sha256, source)
    values (${service}, ${version}, ${sha256}, ${json(sql, { files })})
    on conflict do nothing returning version`;
  return rows.length > 0;
}

/** A version that was published, without its files. */
export type Published = Omit<Source, "files">;

/** Every published version, in order. */
export const readPublishedVersions = (sql: Sql): Promise<Published[]> =>
  sql<Published[]>`
    select service, version, sha256 from catalogue.definition order by service, version`;

/** Makes this the current version of its service, unless it has a newer one or was withdrawn. */
export async function offerVersion(
  sql: Sql,
  { service, version }: Pick<Source, "service" | "version">,
  now: Date,
): Promise<void> {
  await sql`
    insert into catalogue.offered as old (service, version, changed_at)
    values (${service}, ${version}, ${now})
    on conflict (service) do update
      set version = excluded.version, withdrawn = false, changed_at = excluded.changed_at
      where old.version < excluded.version`;
}

/** @returns false where it is not offered */
export async function withdrawService(sql: Sql, service: string, now: Date): Promise<boolean> {
  const rows = await sql`
    update catalogue.offered set withdrawn = true, changed_at = ${now}
    where service = ${service} and not withdrawn returning service`;
  return rows.length > 0;
}

/** What is offered now: the current version of each service. */
export interface OfferedVersion {
  readonly service: string;
  readonly version: number;
  readonly withdrawn: boolean;
}

export const readOffered = (sql: Sql): Promise<OfferedVersion[]> =>
  sql<OfferedVersion[]>`
    select service, version, withdrawn from catalogue.offered order by service`;

/** One version as it was published. */
export async function readSource(
  sql: Sql,
  service: string,
  version: number,
): Promise<Source | undefined> {
  const [row] = await sql<(Omit<Source, "files"> & { source: Pick<Source, "files"> })[]>`
    select service, version, sha256, source from catalogue.definition
    where service = ${service} and version = ${version}`;
  return row && { service, version, sha256: row.sha256, files: row.source.files };
}

/** One publication of the files to which the services of a government refer. */
export interface PublishedGovernment {
  readonly number: number;
  readonly sha256: string;
}

/** The publication in force for this government; undefined where there is none yet. */
export async function readCurrentGovernment(
  sql: Sql,
  code: string,
): Promise<PublishedGovernment | undefined> {
  const [row] = await sql<PublishedGovernment[]>`
    select number, sha256 from catalogue.government
    where code = ${code} order by number desc limit 1`;
  return row;
}

export async function readGovernmentSource(
  sql: Sql,
  number: number,
): Promise<GovernmentFiles | undefined> {
  const [row] = await sql<{ files: GovernmentFiles }[]>`
    select files from catalogue.government where number = ${number}`;
  return row?.files;
}

/** Whether these files were ever in force here. */
export const wasPublished = async (sql: Sql, code: string, sha256: string): Promise<boolean> =>
  (
    await sql`
    select from catalogue.government where code = ${code} and sha256 = ${sha256} limit 1`
  ).length > 0;

export const insertGovernment = (
  sql: Sql,
  code: string,
  { sha256, files }: { readonly sha256: string; readonly files: GovernmentFiles },
  at: Date,
) => sql`
  insert into catalogue.government (code, sha256, files, published_at)
  values (${code}, ${sha256}, ${json(sql, files)}, ${at})`;

/** Every edit of the files of the government, in the order of their places. */
export async function readEdits(sql: Sql): Promise<readonly Edit[]> {
  const rows = await sql<(Omit<Edit, "value"> & { value: unknown })[]>`
    select file, path, value from catalogue.edit order by file, path`;
  return rows.map(({ value, ...place }) => ({ ...place, ...(value !== null && { value }) }));
}

/** Another text after each change of an edit. */
export async function readEditsRevision(sql: Sql): Promise<string> {
  // The sum, as the highest number may be committed before a lower one.
  const [row] = await sql<{ revision: string }[]>`
    select count(*) || '/' || coalesce(sum(revision), 0) as revision from catalogue.edit`;
  return row?.revision ?? "";
}

/** Lays a value over the file, instead of what was there before. */
export const upsertEdit = (sql: Sql, { file, path, value }: Edit, at: Date) => sql`
  insert into catalogue.edit (file, path, value, changed_at)
  values (${file}, ${[...path]}, ${value === undefined ? null : json(sql, value)}, ${at})
  on conflict (file, path) do update
    set value = excluded.value, changed_at = excluded.changed_at, revision = default`;

/** What the file says counts again. */
export const deleteEdit = (sql: Sql, { file, path }: Pick<Edit, "file" | "path">) => sql`
  delete from catalogue.edit where file = ${file} and path = ${[...path]}`;

/** The state of a treaty; days are local dates `YYYY-MM-DD`. */
export interface TreatyFact {
  readonly id: string;
  readonly signedOn: string | null;
  /** The first day on which it binds every party; null until then. */
  readonly inForceOn: string | null;
  /** The first day on which it no longer binds; null where it holds until further notice. */
  readonly endsOn: string | null;
}

export const readTreatyFacts = (sql: Sql): Promise<TreatyFact[]> =>
  sql<TreatyFact[]>`
    select id, signed_on as "signedOn", in_force_on as "inForceOn", ends_on as "endsOn"
    from catalogue.treaty order by id`;

export async function upsertTreatyFact(sql: Sql, fact: TreatyFact, now: Date): Promise<void> {
  const { id, signedOn, inForceOn, endsOn } = fact;
  await sql`
    insert into catalogue.treaty (id, signed_on, in_force_on, ends_on, changed_at)
    values (${id}, ${signedOn}, ${inForceOn}, ${endsOn}, ${now})
    on conflict (id) do update
      set signed_on = excluded.signed_on, in_force_on = excluded.in_force_on,
        ends_on = excluded.ends_on, changed_at = excluded.changed_at`;
}

export const readHolidays = (sql: Sql, years: readonly number[]): Promise<Holiday[]> =>
  sql<Holiday[]>`
    select date, name, observed from catalogue.holiday
    where extract(year from date)::int = any(${[...years]}) order by date`;

/** The years whose holidays stand in the database, in order. */
export async function readSeededYears(sql: Sql): Promise<readonly number[]> {
  const rows = await sql<{ year: number }[]>`select year from catalogue.holiday_year order by year`;
  return rows.map(({ year }) => year);
}

/** True for the one caller who may seed the year. */
export async function takeYear(sql: Sql, year: number): Promise<boolean> {
  const rows = await sql`
    insert into catalogue.holiday_year (year) values (${year}) on conflict do nothing
      returning year`;
  return rows.length > 0;
}

/** Seeds a day, unless it stands there already. */
export async function insertHoliday(sql: Sql, { date, name, observed }: Holiday): Promise<void> {
  await sql`
    insert into catalogue.holiday (date, name, observed)
    values (${date}, ${json(sql, name)}, ${observed})
    on conflict do nothing`;
}

/** Notified in the transaction of every change of a holiday. */
export const holidayChannel = "hamwe_holidays";

/** A correction by an administrator: adds a day, renames it, or removes it. All servers hear it. */
export async function setHoliday(sql: Sql, { date, name, observed }: Holiday): Promise<void> {
  await sql`
    insert into catalogue.holiday (date, name, observed)
    values (${date}, ${json(sql, name)}, ${observed})
    on conflict (date) do update set name = excluded.name, observed = excluded.observed`;
  await sql`select pg_notify(${holidayChannel}, '')`;
}
