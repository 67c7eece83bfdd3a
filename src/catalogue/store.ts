import { json, type Sql } from "../platform/db/index.ts";
import type { Source } from "./catalogue.ts";
import type { Words } from "./model.ts";

/** Keeps a version where it is not kept yet; what is there stays as it is. */
export async function insertSource(
  sql: Sql,
  { service, version, sha256, files }: Source,
): Promise<void> {
  await sql`
    insert into catalogue.definition (service, version, sha256, source)
    values (${service}, ${version}, ${sha256}, ${json(sql, { files })})
    on conflict do nothing`;
}

/** Everything ever published, in order. */
export async function readSources(sql: Sql): Promise<Source[]> {
  const rows = await sql<(Omit<Source, "files"> & { source: Pick<Source, "files"> })[]>`
    select service, version, sha256, source from catalogue.definition order by service, version`;
  return rows.map(({ source, ...row }) => ({ ...row, files: source.files }));
}

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

/** A day on which offices are closed; `observed: false` was taken off the calendar by an officer. */
export interface Holiday {
  /** `YYYY-MM-DD` */
  readonly date: string;
  readonly name: Words;
  readonly observed: boolean;
}

export const readHolidays = (sql: Sql, years: readonly number[]): Promise<Holiday[]> =>
  sql<Holiday[]>`
    select date, name, observed from catalogue.holiday
    where extract(year from date)::int = any(${[...years]}) order by date`;

/** True for the one caller who may seed the year. */
export async function takeYear(sql: Sql, year: number): Promise<boolean> {
  const rows = await sql`
    insert into catalogue.holiday_year (year) values (${year}) on conflict do nothing returning year`;
  return rows.length > 0;
}

export async function insertHoliday(
  sql: Sql,
  { date, name }: Omit<Holiday, "observed">,
): Promise<void> {
  await sql`
    insert into catalogue.holiday (date, name) values (${date}, ${json(sql, name)})
    on conflict do nothing`;
}

/** The gazette officer's word: adds a day, renames it, or takes it off the calendar. */
export async function setHoliday(sql: Sql, { date, name, observed }: Holiday): Promise<void> {
  await sql`
    insert into catalogue.holiday (date, name, observed)
    values (${date}, ${json(sql, name)}, ${observed})
    on conflict (date) do update set name = excluded.name, observed = excluded.observed`;
}
