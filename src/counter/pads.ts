import { createHash, randomBytes } from "node:crypto";
import type { OfficerId } from "../kernel/index.ts";
import type { Sql } from "../platform/db/index.ts";

/** A working day. */
const openHours = 12;

const hashOf = (token: string): Buffer => createHash("sha256").update(token).digest();

/** The address of an operator's second screen (128 random bits); invalidates the previous one. */
export async function newPad(sql: Sql, now: Date, operator: OfficerId): Promise<string> {
  const token = randomBytes(16).toString("base64url");
  const until = new Date(now.getTime() + openHours * 3_600_000);
  await sql`
    insert into counter.pad (token_hash, operator, opened_at, open_until)
    values (${hashOf(token)}, ${operator}, ${now}, ${until})
    on conflict (operator) do update set token_hash = excluded.token_hash,
      opened_at = excluded.opened_at, open_until = excluded.open_until`;
  return token;
}

/** The operator of this second screen; undefined for an unknown or expired token. */
export async function operatorOfPad(
  sql: Sql,
  now: Date,
  token: string,
): Promise<OfficerId | undefined> {
  if (token.length !== 22) return undefined;
  const [row] = await sql<{ operator: OfficerId }[]>`
    select operator from counter.pad where token_hash = ${hashOf(token)} and open_until > ${now}`;
  return row?.operator;
}

/** Ends the operator's second screen. */
export const endPad = (sql: Sql, operator: OfficerId) => sql`
  delete from counter.pad where operator = ${operator}`;
