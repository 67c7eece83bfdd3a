import { OperatorError } from "../../kernel/index.ts";
import type { Sql } from "./sql.ts";

/** What a database is for; it never becomes the other. */
export type Purpose = "demonstration" | "production";

/** What the database says that it is for; undefined where nobody has said so yet. */
export async function purposeOf(sql: Sql): Promise<Purpose | undefined> {
  const [row] = await sql<{ purpose: Purpose }[]>`select purpose from platform.purpose`;
  return row?.purpose;
}

/**
 * Writes down what the database is for, if nobody has yet. Needs the owner's login.
 * Throws where it is for the other.
 */
export async function keepPurpose(sql: Sql, purpose: Purpose): Promise<void> {
  await sql`insert into platform.purpose (purpose) values (${purpose}) on conflict do nothing`;
  requirePurpose(await purposeOf(sql), purpose);
}

/** Throws unless what the database says (`purposeOf`) is this. */
export function requirePurpose(recorded: Purpose | undefined, purpose: Purpose): void {
  if (recorded === undefined)
    throw new OperatorError("nobody has said what this database is for: run npm run migrate first");
  if (recorded !== purpose)
    throw new OperatorError(
      `this database is for ${recorded} and cannot be opened for ${purpose}: ` +
        "HAMWE_MODE, or another database",
    );
}
