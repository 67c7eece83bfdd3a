import { OperatorError } from "../../kernel/index.ts";
import { connect, isConflict, PostgresError, patient } from "./connect.ts";
import type { Embedded } from "./embedded.ts";
import type { Sql } from "./sql.ts";

/**
 * Three ways into one database: the owner makes and changes its shape, the app runs in it with the
 * few rights that each migration grants, and the signer of papers reads what they follow from.
 * Nothing that serves a request holds the owner's url.
 */
export interface Access {
  readonly ownerUrl: string;
  readonly appUrl: string;
  readonly signerUrl: string;
}

const roles = ["hamwe_owner", "hamwe_app", "hamwe_signer"] as const;

/**
 * Makes the logins and the database in our own cluster where they are missing.
 * @param template the database to copy, file by file, which is quickest; an empty one when left out
 */
export async function prepareEmbedded(
  embedded: Pick<Embedded, "url">,
  database = "hamwe",
  template?: string,
): Promise<Access> {
  const sql = connect(embedded.url("postgres", "postgres"), 1, { limits: patient });
  try {
    for (const role of roles) await unlessThere(sql.unsafe(`create role ${role} login`));
    await makeDatabase(sql, database, template);
  } finally {
    await sql.end();
  }
  return {
    ownerUrl: embedded.url(database, "hamwe_owner"),
    appUrl: embedded.url(database, "hamwe_app"),
    signerUrl: embedded.url(database, "hamwe_signer"),
  };
}

/**
 * Prepares a database that a government already has (PostgreSQL 15 or later). The login of `url`
 * makes the roles where they are missing, for which it needs CREATEROLE and must own the
 * database, or an administrator made them before and granted them to it.
 *
 * @param appUrl login of the running app, a member of hamwe_app; else the same login, acting as
 * hamwe_app
 */
export async function prepareExternal(url: string, appUrl?: string): Promise<Access> {
  const sql = connect(url, 1, { limits: patient });
  try {
    // Two servers that start at once would change the same rows of the catalogue; the lock ends
    // with the connection.
    await sql`select pg_advisory_lock(hashtextextended('hamwe: roles', 0))`;
    for (const role of roles) await makeMember(sql, role).catch(sayRights);
    const [row] = await sql<{ name: string }[]>`select quote_ident(current_database()) as name`;
    await sql.unsafe(`grant create on database ${row?.name} to hamwe_owner`).catch(sayRights);
  } finally {
    await sql.end();
  }
  return {
    ownerUrl: acting(url, "hamwe_owner"),
    appUrl: appUrl ?? acting(url, "hamwe_app"),
    signerUrl: acting(url, "hamwe_signer"),
  };
}

async function makeDatabase(sql: Sql, name: string, template: string | undefined): Promise<void> {
  const there = await sql`select from pg_database where datname = ${name}`;
  const copy = template ? `template ${template} strategy file_copy` : "";
  const create = `create database ${name} owner hamwe_owner ${copy}`;
  if (there.length === 0) await unlessThere(sql.unsafe(create));
  await sql.unsafe(`revoke all on database ${name} from public`);
  await sql.unsafe(`grant connect on database ${name} to hamwe_app, hamwe_signer`);
}

async function makeMember(sql: Sql, role: (typeof roles)[number]): Promise<void> {
  const there = await sql`select from pg_roles where rolname = ${role}`;
  if (there.length === 0) await unlessThere(sql.unsafe(`create role ${role}`));
  const [row] = await sql<{ may: boolean }[]>`select pg_has_role(${role}, 'USAGE') as may`;
  if (!row?.may) await sql.unsafe(`grant ${role} to current_user`);
}

/** PostgreSQL's refusal for want of a right, as what an operator does about it. */
export function sayRights(error: unknown): never {
  if (!(error instanceof PostgresError) || error.code !== "42501") throw error;
  throw new OperatorError(
    `DATABASE_URL: ${error.message}. The login needs CREATEROLE and the database, or an ` +
      "administrator makes hamwe_owner, hamwe_app and hamwe_signer and grants them to it " +
      "(docs/running.md, 2)",
    { cause: error },
  );
}

/** Another server that starts at the same moment may have made it between our look and our act. */
async function unlessThere(statement: PromiseLike<unknown>): Promise<void> {
  try {
    await statement;
  } catch (error) {
    const duplicate =
      error instanceof PostgresError && ["42710", "42P04"].includes(error.code ?? "");
    if (!duplicate && !isConflict(error)) throw error;
  }
}

/**
 * The same login, with `role` set from its first moment, also for node-postgres in the job worker.
 */
function acting(url: string, role: string): string {
  const separator = url.includes("?") ? "&" : "?";
  return `${url}${separator}options=${encodeURIComponent(`-c role=${role}`)}`;
}
