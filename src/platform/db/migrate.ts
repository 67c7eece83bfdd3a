import { createHash } from "node:crypto";
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { OperatorError } from "../../kernel/index.ts";
import { connect, patient } from "./connect.ts";
import { sayRights } from "./roles.ts";
import type { Pool, Sql } from "./sql.ts";
import { transaction } from "./transaction.ts";

interface Migration {
  readonly number: number;
  readonly name: string;
  readonly text: string;
  readonly sha256: string;
}

type Applied = Pick<Migration, "number" | "name" | "sha256">;

/** A file that a database has not had. */
export interface PendingMigration {
  readonly name: string;
  /** Its number is below one that was applied: it came to the history after that one. */
  readonly late: boolean;
}

/**
 * Brings the database to the newest line of its history: runs every `NNNN-name.sql` of `folder`
 * not yet applied, in order of number, each in one transaction; also one that is late. Harmless
 * when run twice or by two servers at once. Throws when an applied file was changed, because
 * history only goes forward.
 *
 * @param ownerUrl a login that acts as hamwe_owner
 * @returns the files applied now
 */
export async function migrate(ownerUrl: string, folder: string): Promise<PendingMigration[]> {
  const migrations = await readMigrations(folder);
  const sql = connect(ownerUrl, 1, { limits: patient });
  try {
    await makeLedger(sql).catch(sayRights);
    const done: PendingMigration[] = [];
    for (const { late, ...migration } of pendingOf(migrations, await applied(sql)))
      if (await apply(sql, migration).catch(sayRights)) done.push({ name: migration.name, late });
    return done;
  } finally {
    await sql.end();
  }
}

/**
 * What `migrate` would apply to this database; needs to read the ledger only. Throws where
 * `migrate` would refuse.
 */
export async function pendingMigrations(sql: Sql, folder: string): Promise<PendingMigration[]> {
  const [ledger] = await sql<{ there: boolean }[]>`
    select to_regclass('platform.migration') is not null as there`;
  const history = ledger?.there ? await applied(sql) : [];
  const pending = pendingOf(await readMigrations(folder), history);
  return pending.map(({ name, late }) => ({ name, late }));
}

/** How many there are, and up to which one; late ones are named. */
export function pendingText(pending: readonly PendingMigration[]): string {
  const late = pending.filter((each) => each.late).map(({ name }) => name);
  const lateText = late.length > 0 ? ` (late: ${late.join(", ")})` : "";
  return `${pending.length} migrations, up to ${pending.at(-1)?.name}${lateText}`;
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

/** Makes two servers that migrate at once queue; held until the transaction ends. */
const lock = (tx: Sql) => tx`select pg_advisory_xact_lock(hashtext('hamwe.migration'))`;

/** The ledger must exist before the first file can put its row there. */
const makeLedger = (sql: Pool) =>
  transaction(sql, async (tx) => {
    await lock(tx);
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

/** Those not in the ledger, in order of number. */
function pendingOf(migrations: readonly Migration[], history: readonly Applied[]) {
  const byNumber = new Map(history.map((row) => [row.number, row]));
  const newest = history.at(-1)?.number ?? 0;
  return migrations.flatMap((migration) => {
    const { number, name, sha256 } = migration;
    const row = byNumber.get(number);
    if (!row) return [{ ...migration, late: number < newest }];
    if (row.sha256 !== sha256)
      throw new OperatorError(
        `migration ${name} was changed after it was applied (as ${row.name})`,
      );
    return [];
  });
}

/** A second server waits for the lock, and then sees by the row that the work is done. */
const apply = (sql: Pool, { number, name, sha256, text }: Migration): Promise<boolean> =>
  transaction(sql, async (tx) => {
    await lock(tx);
    const mine = await tx`
      insert into platform.migration (number, name, sha256) values (${number}, ${name}, ${sha256})
      on conflict do nothing returning number`;
    if (mine.length === 0) return false;
    await tx.unsafe(text);
    return true;
  });
