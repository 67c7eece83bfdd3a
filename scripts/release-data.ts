/**
 * `node scripts/release-data.ts .data/postgres tests/releases/0.1.0.sql.br`: the rows of a
 * demonstration that is running on that cluster, for the test that every later version can take
 * them over (tests/releases.test.ts). Run it with the demonstration of each release, once it has
 * opened.
 */
import { writeFileSync } from "node:fs";
import { brotliCompressSync } from "node:zlib";
import { connect, type Pool, reachDatabase } from "../src/platform/db/index.ts";

/**
 * The tables and sequences of the whole database, without what an installed schema says of itself.
 */
const tablesOf = (sql: Pool) => sql<{ name: string; columns: string }[]>`
  select format('%I.%I', n.nspname, c.relname) as name,
    string_agg(quote_ident(a.attname), ', ' order by a.attnum) as columns
  from pg_class c join pg_namespace n on n.oid = c.relnamespace
    join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
  where c.relkind = 'r' and n.nspname not in ('pg_catalog', 'information_schema')
    and format('%s.%s', n.nspname, c.relname) <> 'platform.migration'
    and a.attgenerated = '' group by 1 order by 1`;

const sequencesOf = (sql: Pool) => sql<{ name: string; last: string }[]>`
  select format('%I.%I', schemaname, sequencename) as name, last_value::text as last
  from pg_sequences where last_value is not null order by 1`;

/**
 * Statements that fill empty tables of the same schema; run by a superuser, without foreign keys.
 */
export async function dataOf(sql: Pool): Promise<string> {
  const [migrated] = await sql<
    { last: number }[]
  >`select max(number) as last from platform.migration`;
  const statements = [`-- migration ${migrated?.last}`, "set session_replication_role = replica;"];
  for (const { name, columns } of await tablesOf(sql)) {
    const [{ rows, count } = { rows: "[]", count: 0 }] = await sql.unsafe<
      { rows: string; count: number }[]
    >(
      `select coalesce(json_agg(t), '[]')::text as rows, count(*)::int as count ` +
        `from (select ${columns} from ${name}) t`,
    );
    statements.push(`delete from ${name};`);
    if (count > 0)
      statements.push(
        `insert into ${name} (${columns}) overriding system value ` +
          `select ${columns} from json_populate_recordset(null::${name}, $rows$${rows}$rows$);`,
      );
  }
  for (const { name, last } of await sequencesOf(sql))
    statements.push(`select setval('${name}', ${last});`);
  return `${statements.join("\n")}\n`;
}

if (process.argv[1] === import.meta.filename) {
  const [cluster = "", file = ""] = process.argv.slice(2);
  const { ownerUrl = "" } = (await reachDatabase({ dataDir: cluster })) ?? {};
  const sql = connect(ownerUrl, 1);
  const text = await dataOf(sql);
  await sql.end();
  writeFileSync(file, brotliCompressSync(text));
  console.log(`${file}: ${text.length} characters`);
}
