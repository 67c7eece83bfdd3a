import { createHash, randomInt, timingSafeEqual } from "node:crypto";
import { ok, type PersonId, type Result, refuse } from "../../kernel/index.ts";
import { newId, type Sql, transaction } from "../db/index.ts";

/** How long a code can be typed, how often wrongly, and how many one person is sent (ASVS 6.5.5, 6.6.3). */
export const confirmationLimits = { minutes: 10, tries: 5, openAtOnce: 5, aDay: 30 } as const;

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
 * counter, an agent, a program. Refuses `auth.too-many-codes` where five are open for him already, or
 * thirty were sent in a day: whoever may ask for codes may not guess his way to a yes.
 */
export async function newConfirmation(
  sql: Sql,
  now: Date,
  { person, purpose }: Asked,
): Promise<Result<Confirmation>> {
  const id = newId();
  const code = String(randomInt(1_000_000)).padStart(6, "0");
  const until = new Date(now.getTime() + confirmationLimits.minutes * 60_000);
  const made = await transaction(sql, async (tx) => {
    // One after the other for one person: many at once are no way around the limits.
    await tx`select from auth.person where id = ${person} for no key update`;
    const { open, today } = await sent(tx, now, person);
    if (open >= confirmationLimits.openAtOnce || today >= confirmationLimits.aDay) return false;
    await tx`
      insert into auth.confirmation (id, person, purpose, code_hash, asked_at, open_until)
      values (${id}, ${person}, ${purpose}, ${hashOf(id, code)}, ${now}, ${until})`;
    return true;
  });
  return made ? ok({ id, code }) : refuse("unavailable", "auth.too-many-codes");
}

/** How many codes a person could still type, and how many he was sent in a day. */
async function sent(sql: Sql, now: Date, person: PersonId) {
  const dayAgo = new Date(now.getTime() - 24 * 3_600_000);
  const [row] = await sql<{ open: number; today: number }[]>`
    select count(*)::int as today,
      count(*) filter (where open_until > ${now} and confirmed_at is null)::int as open
    from auth.confirmation where person = ${person} and open_until > ${dayAgo}`;
  return row ?? { open: 0, today: 0 };
}

/** Takes away what can be typed no more and counts to no limit any more; a nightly job. */
export async function sweepConfirmations(sql: Sql, now: Date): Promise<void> {
  const dayAgo = new Date(now.getTime() - 24 * 3_600_000);
  await sql`delete from auth.confirmation where open_until <= ${dayAgo}`;
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
