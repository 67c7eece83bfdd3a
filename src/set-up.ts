import { join } from "node:path";
import { OperatorError } from "./kernel/index.ts";
import { accountsKnown } from "./platform/auth/index.ts";
import {
  connect,
  keepPurpose,
  migrate,
  type PendingMigration,
  type Pool,
  type Purpose,
  pendingMigrations,
  pendingText,
  purposeOf,
  requireLeastRights,
  requirePurpose,
} from "./platform/db/index.ts";

const migrations = join(import.meta.dirname, "../migrations");

/**
 * Brings the database to the shape that this version wants, as its owner, and writes down what it
 * is for. Throws where it is for the other purpose, or where accounts in it say so. @returns the
 * migrations applied now
 */
export async function setUpDatabase(
  ownerUrl: string,
  purpose: Purpose,
): Promise<PendingMigration[]> {
  const done = await migrate(ownerUrl, migrations);
  const sql = connect(ownerUrl, 1);
  try {
    if ((await purposeOf(sql)) === undefined) await refuseOtherAccounts(sql, purpose);
    await keepPurpose(sql, purpose);
  } finally {
    await sql.end();
  }
  return done;
}

/** A database from before it said its purpose tells by whom it knows. */
async function refuseOtherAccounts(sql: Pool, purpose: Purpose): Promise<void> {
  const { invented, real } = await accountsKnown(sql);
  if (purpose === "production" && invented)
    throw new OperatorError(
      "accounts of a demonstration are in this database: begin with an empty one",
    );
  if (purpose === "demonstration" && real)
    throw new OperatorError(
      "accounts of real people are in this database: it is no demonstration's",
    );
}

/**
 * What a production server asks before it opens: the database is in the shape that this version
 * wants, it is for production, and our login may not change that. Throws with what is to be done.
 */
export async function requireProductionDatabase(sql: Pool): Promise<void> {
  await requireLeastRights(sql);
  const pending = await pendingMigrations(sql, migrations);
  if (pending.length > 0)
    throw new OperatorError(`run npm run migrate first: ${pendingText(pending)}`);
  requirePurpose(await purposeOf(sql), "production");
}
