import type { Pool } from "../src/platform/db/index.ts";

type Row = Readonly<Record<string, unknown>>;

/** What one act of the product, with all its consequences, left in the tables. */
export interface Recording {
  readonly inserted: Readonly<Record<string, readonly Row[]>>;
  /** Rows that were there before: their key and the columns that changed. */
  readonly updated: Readonly<Record<string, readonly Row[]>>;
  /** Jobs that came and were done. */
  readonly done: Readonly<Record<string, readonly Row[]>>;
}

const queue = "jobs.job";
const watched = ["cases", "events", "payments", "messages", "credentials"];

interface Noted {
  readonly place: string;
  readonly op: "INSERT" | "UPDATE" | "DELETE";
  readonly old: Row | null;
  readonly new: Row | null;
}

/** Notes every change of a row, by triggers, until `take` is asked for what they came to. */
export async function startRecording(sql: Pool) {
  const tables = await tablesOf(sql);
  await sql.unsafe(`
    create schema if not exists floor;
    create table floor.noted (
      n bigint generated always as identity, place text, op text, old jsonb, new jsonb);
    create or replace function floor.note() returns trigger language plpgsql security definer as $$
    begin
      insert into floor.noted (place, op, old, new) values (tg_table_schema || '.' || tg_table_name,
        tg_op, case when tg_op <> 'INSERT' then to_jsonb(old) end,
        case when tg_op <> 'DELETE' then to_jsonb(new) end);
      return null;
    end $$;`);
  for (const table of tables)
    await sql.unsafe(`create trigger floor_note after insert or update or delete on ${table}
      for each row execute function floor.note()`);
  return {
    async take(): Promise<Recording> {
      for (const table of tables) await sql.unsafe(`drop trigger floor_note on ${table}`);
      const noted = await sql<Noted[]>`select place, op, old, new from floor.noted order by n`;
      await sql.unsafe("drop table floor.noted");
      return netOf(noted, await keysOf(sql));
    },
  };
}

const tablesOf = async (sql: Pool): Promise<string[]> => {
  const rows = await sql<{ name: string }[]>`
    select schemaname || '.' || tablename as name from pg_tables
    where schemaname in ${sql(watched)} order by 1`;
  return [...rows.map(({ name }) => name), queue];
};

/** Primary key columns of each table. A job is known by its id, since not every job has a key. */
export async function keysOf(sql: Pool): Promise<ReadonlyMap<string, readonly string[]>> {
  const rows = await sql<{ place: string; columns: string[] }[]>`
    select i.indrelid::regclass::text as place, array_agg(a.attname::text
      order by a.attnum) as columns
    from pg_index as i join pg_attribute as a on a.attrelid = i.indrelid
      and a.attnum = any(i.indkey)
    where i.indisprimary group by 1`;
  return new Map(rows.map(({ place, columns }) => [place, columns]));
}

function netOf(noted: readonly Noted[], keys: ReadonlyMap<string, readonly string[]>): Recording {
  const fates = new Map<string, { place: string; first: Noted; last: Noted; born?: Row | null }>();
  for (const each of noted) {
    const columns = keys.get(each.place) ?? [];
    const row = each.new ?? each.old ?? {};
    const id = JSON.stringify([each.place, ...columns.map((column) => row[column])]);
    const known = fates.get(id);
    if (known) known.last = each;
    else fates.set(id, { place: each.place, first: each, last: each });
  }
  const [inserted, updated, done]: Record<string, Row[]>[] = [{}, {}, {}];
  const put = (into: Record<string, Row[]> | undefined, place: string, row: Row | null) => {
    if (into && row) into[place] = [...(into[place] ?? []), row];
  };
  for (const { place, first, last } of fates.values()) {
    if (last.op === "DELETE") put(first.op === "INSERT" ? done : {}, place, first.new);
    else if (first.op === "INSERT") put(inserted, place, last.new);
    else {
      const key = keys.get(place) ?? [];
      const changes = changesOf(first.old, last.new, key);
      // A row that was written as it was before is no work that had to be done.
      if (Object.keys(changes).length > key.length) put(updated, place, changes);
    }
  }
  return { inserted: inserted ?? {}, updated: updated ?? {}, done: done ?? {} };
}

const changesOf = (old: Row | null, now: Row | null, keys: readonly string[]): Row =>
  Object.fromEntries(
    Object.entries(now ?? {}).filter(
      ([name, value]) =>
        keys.includes(name) || JSON.stringify(value) !== JSON.stringify(old?.[name]),
    ),
  );

/**
 * Makes `floor.<name>(jsonb)`: one function, with each table named once, that writes the rows of
 * such a recording. It is the least that any program can do which keeps the same things.
 */
export async function makeFunction(sql: Pool, name: string, recording: Recording): Promise<void> {
  const keys = await keysOf(sql);
  const rows = await sql<{ place: string; name: string }[]>`
    select attrelid::regclass::text as place, attname::text as name from pg_attribute
    where attnum > 0 and not attisdropped and attgenerated = '' and attidentity = ''`;
  const columnsOf = (place: string) =>
    rows.filter((row) => row.place === place).map((row) => row.name);
  const from = (place: string, part: string) =>
    `jsonb_populate_recordset(null::${place}, doc -> '${part}' -> '${place}') as r`;
  const inserts = Object.keys(recording.inserted).map((place) => {
    const columns = columnsOf(place).filter((column) => place !== queue || column !== "id");
    return `insert into ${place} (${columns.join(", ")})
      select ${columns.map((column) => `r.${column}`).join(", ")} from ${from(place, "inserted")};`;
  });
  const updates = Object.entries(recording.updated).map(([place, changed]) => {
    const key = keys.get(place) ?? [];
    const columns = [...new Set(changed.flatMap((row) => Object.keys(row)))];
    const set = columns.filter((column) => !key.includes(column));
    return `update ${place} as t set ${set.map((column) => `${column} = r.${column}`).join(", ")}
      from ${from(place, "updated")}
      where ${key.map((column) => `t.${column} = r.${column}`).join(" and ")};`;
  });
  const jobs = columnsOf(queue).filter((column) => column !== "id");
  const done = recording.done[queue]
    ? `with come as (
         insert into ${queue} (${jobs.join(", ")})
         select ${jobs.map((column) => `r.${column}`).join(", ")}
         from ${from(queue, "done")} returning id
       ) select array_agg(id) into gone from come;
       delete from ${queue} where id = any(gone);`
    : "";
  await sql.unsafe(`
    create or replace function floor.${name}(doc jsonb) returns void
    language plpgsql security definer as $$
    declare gone bigint[];
    begin
      ${[...updates, ...inserts].join("\n")}
      ${done}
    end $$;
    grant usage on schema floor to hamwe_app;
    grant execute on function floor.${name} to hamwe_app;`);
}
