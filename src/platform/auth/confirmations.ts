import {
  createHmac,
  createSecretKey,
  type KeyObject,
  randomInt,
  timingSafeEqual,
} from "node:crypto";
import { ok, type PersonId, type Result, refuse } from "../../kernel/index.ts";
import { newId, type Sql, transaction } from "../db/index.ts";
import { deriveKey } from "../http/index.ts";
import type { Security } from "../security/index.ts";

/** How long a code can be typed, how often wrongly, and how many each door may send one person (ASVS 6.5.5, 6.6.3). */
export const confirmationLimits = { minutes: 10, tries: 5, openAtOnce: 5, aDay: 30 } as const;

/** A code given out. It is told to the person only; the one who asks for it holds the id. */
export interface Confirmation {
  readonly id: string;
  /** Six digits. Not kept: the database has its HMAC, and not the key for it. */
  readonly code: string;
}

interface Asked {
  readonly person: PersonId;
  /** What exactly is confirmed, in a form that the caller can make again: `submit:<draft>:<hash>`. */
  readonly purpose: string;
}

/** Who asks for a code: each has a budget of its own, so that none shuts the others out. */
export type CodeDoor = "counter" | "program";

/** Codes by which people say yes, under a key that the database does not have. */
export interface Codes {
  /** See `newConfirmation`. */
  ask(sql: Sql, now: Date, asked: AskedAt): Promise<Result<Confirmation>>;
  /** See `checkConfirmation`. */
  check(sql: Sql, now: Date, said: Said): Promise<Result<true>>;
}

/** `secret`: the server's own. Six digits have no other protection at rest: a bare hash is guessed at once. */
export function makeCodes(secret: string, security?: Pick<Security, "note">): Codes {
  const key = createSecretKey(deriveKey(secret, "confirmation codes"));
  return {
    ask: (sql, now, asked) => newConfirmation(sql, now, asked, key),
    async check(sql, now, said) {
      const checked = await checkConfirmation(sql, now, said, key);
      const kind =
        checked.ok || checked.refusal.code !== "auth.code-wrong" ? "code-locked" : "code-wrong";
      if (!checked.ok) security?.note({ kind, about: `person:${said.person}` });
      return checked;
    },
  };
}

interface AskedAt extends Asked {
  readonly door: CodeDoor;
}

interface Said extends Asked, Confirmation {
  /** The act is not idempotent: a code that was used says yes no more, not even to the same. */
  readonly once?: boolean;
}

const hashOf = (key: KeyObject, id: string, code: string): Buffer =>
  createHmac("sha256", key).update(`${id}:${code}`).digest();

/**
 * A code by which a person says yes to one act that somebody else does for him: an operator at a
 * counter, an agent, a program. Refuses `auth.too-many-codes` where five of this door are open for them
 * already, or thirty were sent in a day: whoever may ask for codes may not guess their way to a yes.
 */
async function newConfirmation(
  sql: Sql,
  now: Date,
  { person, purpose, door }: AskedAt,
  key: KeyObject,
): Promise<Result<Confirmation>> {
  const id = newId();
  const code = String(randomInt(1_000_000)).padStart(6, "0");
  const until = new Date(now.getTime() + confirmationLimits.minutes * 60_000);
  const made = await transaction(sql, async (tx) => {
    // One after the other for one person: many at once are no way around the limits.
    await tx`select from auth.person where id = ${person} for no key update`;
    const { open, today } = await sent(tx, now, person, door);
    if (open >= confirmationLimits.openAtOnce || today >= confirmationLimits.aDay) return false;
    await tx`
      insert into auth.confirmation (id, person, purpose, door, code_hash, asked_at, open_until)
      values (${id}, ${person}, ${purpose}, ${door}, ${hashOf(key, id, code)}, ${now}, ${until})`;
    return true;
  });
  return made ? ok({ id, code }) : refuse("unavailable", "auth.too-many-codes");
}

/** How many codes of a door a person could still type, and how many they were sent in a day. */
async function sent(sql: Sql, now: Date, person: PersonId, door: CodeDoor) {
  const dayAgo = new Date(now.getTime() - 24 * 3_600_000);
  const [row] = await sql<{ open: number; today: number }[]>`
    select count(*)::int as today,
      count(*) filter (where open_until > ${now} and confirmed_at is null)::int as open
    from auth.confirmation where person = ${person} and door = ${door} and open_until > ${dayAgo}`;
  return row ?? { open: 0, today: 0 };
}

/** Takes away what can be typed no more and counts to no limit any more; a nightly job. */
export async function sweepConfirmations(sql: Sql, now: Date): Promise<void> {
  const dayAgo = new Date(now.getTime() - 24 * 3_600_000);
  await sql`delete from auth.confirmation where open_until <= ${dayAgo}`;
}

interface Row {
  readonly code_hash: Buffer;
}

/**
 * Whether the person said yes to exactly this: the right code for the same person and purpose. A
 * try is counted before it is judged. Asked again with the right code it says yes again, so that a
 * lost answer can be repeated, as the act itself is idempotent; where it is not, `once` says so.
 * Refuses `auth.code-wrong`, and `auth.code-expired` once it is too late, used or tried too often.
 */
async function checkConfirmation(
  sql: Sql,
  now: Date,
  { id, code, person, purpose, once = false }: Said,
  key: KeyObject,
): Promise<Result<true>> {
  const [row] = await sql<Row[]>`
    update auth.confirmation set tries = tries + 1
    where id = ${id} and person = ${person} and purpose = ${purpose}
      and open_until > ${now} and tries < ${confirmationLimits.tries}
      and not (${once} and confirmed_at is not null)
    returning code_hash`;
  if (!row) return refuse("conflict", "auth.code-expired");
  if (!timingSafeEqual(row.code_hash, hashOf(key, id, code.trim())))
    return refuse("invalid", "auth.code-wrong", {
      problems: [{ field: "code", code: "auth.code-wrong" }],
    });
  const { count } = await sql`
    update auth.confirmation set confirmed_at = ${now} where id = ${id} and confirmed_at is null`;
  // Of two at once the first has used it.
  return count === 0 && once ? refuse("conflict", "auth.code-expired") : ok(true);
}
