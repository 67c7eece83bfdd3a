import { createHash, randomInt, timingSafeEqual } from "node:crypto";
import { ok, type PersonId, type Result, refuse } from "../../kernel/index.ts";
import { newId, type Sql } from "../db/index.ts";

/** How long a code can be typed, and how often wrongly (ASVS 6.5.5, 6.6.3). */
export const confirmationLimits = { minutes: 10, tries: 5, openAtOnce: 5 } as const;

/** A code given out. It is told to the person only; the one who asks for it holds the id. */
export interface Confirmation {
  readonly id: string;
  /** Six digits. Not kept: the database has its hash. */
  readonly code: string;
}

interface Asked {
  readonly person: PersonId;
  /** What exactly is confirmed, in a form that the caller can make again: `submit:<draft>:<hash>`. */
  readonly purpose: string;
}

const hashOf = (id: string, code: string): Buffer =>
  createHash("sha256").update(`${id}:${code}`).digest();

/**
 * A code by which a person says yes to one act that somebody else does for him: an operator at a
 * counter, an agent, a program. Refuses `auth.too-many-codes` where five are open for him already.
 */
export async function newConfirmation(
  sql: Sql,
  now: Date,
  { person, purpose }: Asked,
): Promise<Result<Confirmation>> {
  const id = newId();
  const code = String(randomInt(1_000_000)).padStart(6, "0");
  const until = new Date(now.getTime() + confirmationLimits.minutes * 60_000);
  const { count } = await sql`
    insert into auth.confirmation (id, person, purpose, code_hash, asked_at, open_until)
    select ${id}, ${person}, ${purpose}, ${hashOf(id, code)}, ${now}, ${until}
    where (select count(*) from auth.confirmation
           where person = ${person} and open_until > ${now} and confirmed_at is null) < ${confirmationLimits.openAtOnce}`;
  return count === 1 ? ok({ id, code }) : refuse("unavailable", "auth.too-many-codes");
}

interface Row {
  readonly code_hash: Buffer;
  readonly confirmed_at: Date | null;
}

/**
 * Whether the person said yes to exactly this: the right code for the same person and purpose. A
 * try is counted before it is judged. Asked again with the right code it says yes again, so that a
 * lost answer can be repeated; the act itself must be idempotent.
 * Refuses `auth.code-wrong`, and `auth.code-expired` once it is too late or was tried too often.
 */
export async function checkConfirmation(
  sql: Sql,
  now: Date,
  { id, code, person, purpose }: Asked & Confirmation,
): Promise<Result<true>> {
  const [row] = await sql<Row[]>`
    update auth.confirmation set tries = tries + 1
    where id = ${id} and person = ${person} and purpose = ${purpose}
      and open_until > ${now} and tries < ${confirmationLimits.tries}
    returning code_hash, confirmed_at`;
  if (!row) return refuse("conflict", "auth.code-expired");
  if (!timingSafeEqual(row.code_hash, hashOf(id, code.trim())))
    return refuse("invalid", "auth.code-wrong", {
      problems: [{ field: "code", code: "auth.code-wrong" }],
    });
  if (!row.confirmed_at)
    await sql`update auth.confirmation set confirmed_at = ${now} where id = ${id}`;
  return ok(true);
}
