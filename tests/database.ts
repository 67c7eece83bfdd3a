import { createHash } from "node:crypto";
import { accessSync, constants, mkdtempSync, statfsSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  type Access,
  connect,
  migrate,
  type Pool,
  patient,
  prepareEmbedded,
  startEmbedded,
} from "../src/platform/db/index.ts";
import { announce } from "./postgres-log.ts";

/** Name under which `npm test` tells each test file where the shared cluster is. */
export const clusterVariable = "HAMWE_TEST_CLUSTER";
/** The migrated database that fresh ones are copied from. */
export const template = "hamwe_template";
const migrations = join(import.meta.dirname, "../migrations");

/** A database of its own for one test file: migrated, empty, with both ways into it. */
export interface FreshDatabase extends Access {
  readonly name: string;
  readonly ownerSql: Pool;
  readonly appSql: Pool;
  /**
   * What PostgreSQL will say of this database in its log, by SQLSTATE, is meant; see `findTrouble`.
   */
  expectInLog(...states: readonly string[]): void;
  /** Closes both pools and removes the database. */
  drop(): Promise<void>;
}

interface Cluster {
  url(database: string, role: string): string;
}

let cluster: Promise<Cluster> | undefined;
let made = 0;

/**
 * A migrated database in tens of milliseconds, copied from a template. The cluster is the one that
 * `npm test` started; a test file run by hand with `node --test` starts its own.
 */
export async function freshDatabase(from = template): Promise<FreshDatabase> {
  cluster ??= findCluster();
  const { url } = await cluster;
  made += 1;
  const name = `t${process.pid}_${made}`;
  const access = await prepareEmbedded({ url }, name, from);
  const { ownerUrl, appUrl } = access;
  const [ownerSql, appSql] = [connect(ownerUrl, 4), connect(appUrl, 8)];
  const drop = async () => {
    await Promise.all([ownerSql.end({ timeout: 2 }), appSql.end({ timeout: 2 })]);
    await asSuperuser(url, `drop database ${name} with (force)`);
  };
  const expectInLog = (...states: readonly string[]) => announce(name, states);
  return { name, ...access, ownerSql, appSql, expectInLog, drop };
}

/**
 * The name of a database to copy, `madeOf` these words, for `freshDatabase`. The first test file
 * that asks makes it and the others wait; it ends with the cluster, so it lives for one run.
 */
export async function templateOf(
  madeOf: readonly string[],
  make: (access: Access) => Promise<void>,
): Promise<string> {
  cluster ??= findCluster();
  const { url } = await cluster;
  const hash = createHash("sha256").update(JSON.stringify(madeOf)).digest("hex").slice(0, 16);
  const name = `${template}_${hash}`;
  const sql = connect(url("postgres", "postgres"), 1, { limits: patient });
  const isThere = async () =>
    (await sql`select from pg_database where datname = ${name}`).length > 0;
  try {
    if (await isThere()) return name;
    // The lock ends with the connection.
    await sql`select pg_advisory_lock(hashtextextended(${name}, 0))`;
    if (await isThere()) return name;
    // What is half made keeps another name, so that nobody copies it.
    const half = `${name}_${process.pid}`;
    await make(await prepareEmbedded({ url }, half, template));
    await sql.unsafe(`alter database ${half} rename to ${name}`);
    return name;
  } finally {
    await sql.end();
  }
}

/** An empty database of the same cluster, with the superuser's way into it too. */
export async function emptyDatabase(): Promise<FreshDatabase & { readonly superuserUrl: string }> {
  cluster ??= findCluster();
  const { url } = await cluster;
  const database = await freshDatabase("template0");
  return { ...database, superuserUrl: url(database.name, "postgres") };
}

/** Memory where there is enough of it: copying a database writes some hundred small files. */
function quickestFolder(): string {
  const memory = "/dev/shm";
  try {
    const { bavail, bsize } = statfsSync(memory);
    accessSync(memory, constants.W_OK);
    return bavail * bsize > 2 * 2 ** 30 ? memory : tmpdir();
  } catch {
    return tmpdir();
  }
}

/** A cluster to be thrown away, with the migrated template in it. Ends with this process. */
export async function startTestCluster() {
  const dataDir = mkdtempSync(join(quickestFolder(), "hamwe-test-"));
  const embedded = await startEmbedded({ dataDir, durable: false });
  const { ownerUrl } = await prepareEmbedded(embedded, template);
  await migrate(ownerUrl, migrations);
  return embedded;
}

/** `HAMWE_TEST_CLUSTER` is the superuser's url of the cluster. */
async function findCluster(): Promise<Cluster> {
  const shared = process.env[clusterVariable];
  if (!shared) return startTestCluster();
  return {
    url: (database, role) =>
      shared.replace("postgres://postgres@", `postgres://${role}@`).replace(/[^/]*$/, database),
  };
}

async function asSuperuser(url: Cluster["url"], statement: string): Promise<void> {
  const sql = connect(url("postgres", "postgres"), 1);
  try {
    await sql.unsafe(statement);
  } finally {
    await sql.end();
  }
}
