import { createHash } from "node:crypto";
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { connect, patient } from "./connect.ts";
import type { Pool, Sql } from "./sql.ts";
import { transaction } from "./transaction.ts";

interface Migration {
  readonly number: number;
  readonly name: string;
  readonly text: string;
  readonly sha256: string;
}

type Applied = Pick<Migration, "number" | "name" | "sha256">;

/**
 * Brings the database to the newest line of its history: runs every `NNNN-name.sql` of `folder`
 * not yet applied, in order, each in one transaction. Harmless when run twice or by two servers
 * at once. Throws when an applied file was changed or a new one was put before an applied one,
 * because history only goes forward.
 *
 * @param ownerUrl a login that acts as hamwe_owner
 * @returns names of the files applied now
 */
export async function migrate(ownerUrl: string, folder: string): Promise<string[]> {
  const migrations = await readMigrations(folder);
  const sql = connect(ownerUrl, 1, { limits: patient });
  try {
    await makeLedger(sql);
    refuseRewrittenHistory(migrations, await applied(sql));
    const names: string[] = [];
    for (const migration of migrations) if (await apply(sql, migration)) names.push(migration.name);
    return names;
  } finally {
    await sql.end();
  }
}

/** Names of the files of `folder` that this database has not had; needs to read the ledger only. */
export async function pendingMigrations(sql: Sql, folder: string): Promise<string[]> {
  const [ledger] = await sql<{ there: boolean }[]>`
    select to_regclass('platform.migration') is not null as there`;
  const numbers = new Set((ledger?.there ? await applied(sql) : []).map(({ number }) => number));
  const migrations = await readMigrations(folder);
  return migrations.filter(({ number }) => !numbers.has(number)).map(({ name }) => name);
}

async function readMigrations(folder: string): Promise<Migration[]> {
  const names = (await readdir(folder)).filter((name) => name.endsWith(".sql")).sort();
  const migrations: Migration[] = [];
  for (const name of names) {
    if (!/^\d{4}-[a-z0-9-]+\.sql$/.test(name)) throw new Error(`${name} is not NNNN-name.sql`);
    const text = await readFile(join(folder, name), "utf8");
    const number = Number(name.slice(0, 4));
    if (migrations.at(-1)?.number === number)
      throw new Error(`two migrations have number ${number}`);
    const sha256 = createHash("sha256").update(text).digest("hex");
    migrations.push({ number, name, text, sha256 });
  }
  return migrations;
}

/**
 * The ledger must exist before the first file can put its row there; the lock makes two servers
 * queue.
 */
const makeLedger = (sql: Pool) =>
  transaction(sql, async (tx) => {
    await tx`select pg_advisory_xact_lock(hashtext('hamwe.migration'))`;
    await tx`create schema if not exists platform`;
    await tx`create table if not exists platform.migration (
      number int constraint migration_pk primary key,
      name text not null,
      sha256 text not null,
      applied_at timestamptz not null default now()
    )`;
  });

const applied = (sql: Sql): Promise<Applied[]> =>
  sql<Applied[]>`select number, name, sha256 from platform.migration order by number`;

function refuseRewrittenHistory(migrations: Migration[], history: readonly Applied[]): void {
  const byNumber = new Map(history.map((row) => [row.number, row]));
  const newest = history.at(-1)?.number ?? 0;
  for (const { number, name, sha256 } of migrations) {
    const row = byNumber.get(number);
    if (row && row.sha256 !== sha256)
      throw new Error(`migration ${name} was changed after it was applied (as ${row.name})`);
    if (!row && number < newest)
      throw new Error(`migration ${name} comes before number ${newest}, which is already applied`);
  }
}

/** Its own row goes first: a second server waits on the key and then sees that the work is done. */
const apply = (sql: Pool, { number, name, sha256, text }: Migration): Promise<boolean> =>
  transaction(sql, async (tx) => {
    const mine = await tx`
      insert into platform.migration (number, name, sha256) values (${number}, ${name}, ${sha256})
      on conflict do nothing returning number`;
    if (mine.length === 0) return false;
    await tx.unsafe(text);
    return true;
  });
