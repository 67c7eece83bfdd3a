import { createHmac, type KeyObject, randomInt, timingSafeEqual } from "node:crypto";
import { ok, type PersonId, type Result, refuse } from "../../kernel/index.ts";
import { newId, type Sql, transaction } from "../db/index.ts";
import { keyRing, type Secrets } from "../http/index.ts";
import type { Security } from "../security/index.ts";

/** Validity of a code, wrong tries, and codes per person and channel (ASVS 6.5.5, 6.6.3). */
export const confirmationLimits = { minutes: 10, tries: 5, openAtOnce: 5, aDay: 30 } as const;

/** A code. Sent only to the person; the caller holds the id. */
export interface Confirmation {
  readonly id: string;
  /** Six digits. The database stores only its HMAC, and not the key. */
  readonly code: string;
}

interface ConfirmationSubject {
  readonly person: PersonId;
  /**
   * What exactly is confirmed, in a form that the caller can reproduce: `submit:<draft>:<hash>`.
   */
  readonly purpose: string;
}

/** The channel that asks for a code: each has its own budget, so that none blocks the others. */
export type CodeDoor = "counter" | "program" | "self";

/** Confirmation codes, under a key that the database does not have. */
export interface Codes {
  /** See `newConfirmation`. */
  ask(sql: Sql, now: Date, asked: AskedAt): Promise<Result<Confirmation>>;
  /** See `checkConfirmation`. */
  check(sql: Sql, now: Date, said: ConfirmationAnswer): Promise<Result<true>>;
}

/**
 * `secrets`: the server's own; a code that was sent under the one before still counts. An HMAC is
 * needed, because a plain hash of six digits can be reversed at once.
 */
export function makeCodes(secrets: Secrets, security?: Pick<Security, "note">): Codes {
  const keys = keyRing(secrets, "confirmation codes");
  const [present] = keys;
  return {
    ask: (sql, now, asked) => newConfirmation(sql, now, asked, present),
    async check(sql, now, answer) {
      const checked = await checkConfirmation(sql, now, answer, keys);
      const kind =
        checked.ok || checked.refusal.code !== "auth.code-wrong" ? "code-locked" : "code-wrong";
      if (!checked.ok) security?.note({ kind, about: `person:${answer.person}` });
      return checked;
    },
  };
}

interface AskedAt extends ConfirmationSubject {
  readonly door: CodeDoor;
}

interface ConfirmationAnswer extends ConfirmationSubject, Confirmation {
  /** The act is not idempotent: a used code is refused even for the same act. */
  readonly once?: boolean;
}

const hashOf = (key: KeyObject, id: string, code: string): Buffer =>
  createHmac("sha256", key).update(`${id}:${code}`).digest();

/**
 * A code by which a person confirms one act that somebody else performs for them: an operator, an
 * agent, a program. Refuses `auth.too-many-codes` where five of this channel are open for the
 * person, or thirty were sent in a day, so that nobody can guess a code by requesting many.
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
  const outcome = await transaction(sql, async (tx) => {
    // Serialised per person, so that simultaneous requests cannot exceed the limits.
    await tx`select from auth.person where id = ${person} for no key update`;
    const { open, today } = await sentCodes(tx, now, person, door);
    if (open >= confirmationLimits.openAtOnce || today >= confirmationLimits.aDay) return false;
    await tx`
      insert into auth.confirmation (id, person, purpose, door, code_hash, asked_at, open_until)
      values (${id}, ${person}, ${purpose}, ${door}, ${hashOf(key, id, code)}, ${now}, ${until})`;
    return true;
  });
  return outcome ? ok({ id, code }) : refuse("unavailable", "auth.too-many-codes");
}

/** Open codes of a channel for a person, and codes sent in a day. */
async function sentCodes(sql: Sql, now: Date, person: PersonId, door: CodeDoor) {
  const dayAgo = new Date(now.getTime() - 24 * 3_600_000);
  const [row] = await sql<{ open: number; today: number }[]>`
    select count(*)::int as today,
      count(*) filter (where open_until > ${now} and confirmed_at is null)::int as open
    from auth.confirmation where person = ${person} and door = ${door} and open_until > ${dayAgo}`;
  return row ?? { open: 0, today: 0 };
}

/** Nightly job: deletes codes that are neither valid nor counted by a limit. */
export async function sweepConfirmations(sql: Sql, now: Date): Promise<void> {
  const dayAgo = new Date(now.getTime() - 24 * 3_600_000);
  await sql`delete from auth.confirmation where open_until <= ${dayAgo}`;
}

interface Row {
  readonly code_hash: Buffer;
}

/**
 * Whether the person confirmed exactly this: the right code for the same person and purpose. A try
 * is counted before it is checked. Repeating the right code succeeds, so that a lost answer can be
 * repeated, as long as the act is idempotent; otherwise set `once`. Refuses `auth.code-wrong`, and
 * `auth.code-expired` once it is too late, used or tried too often.
 */
async function checkConfirmation(
  sql: Sql,
  now: Date,
  { id, code, person, purpose, once = false }: ConfirmationAnswer,
  keys: readonly KeyObject[],
): Promise<Result<true>> {
  const [row] = await sql<Row[]>`
    update auth.confirmation set tries = tries + 1
    where id = ${id} and person = ${person} and purpose = ${purpose}
      and open_until > ${now} and tries < ${confirmationLimits.tries}
      and not (${once} and confirmed_at is not null)
    returning code_hash`;
  if (!row) return refuse("conflict", "auth.code-expired");
  const isBy = (key: KeyObject) => timingSafeEqual(row.code_hash, hashOf(key, id, code.trim()));
  if (!keys.some(isBy))
    return refuse("invalid", "auth.code-wrong", {
      problems: [{ field: "code", code: "auth.code-wrong" }],
    });
  const { count } = await sql`
    update auth.confirmation set confirmed_at = ${now} where id = ${id} and confirmed_at is null`;
  // Of two simultaneous uses the first counts.
  return count === 0 && once ? refuse("conflict", "auth.code-expired") : ok(true);
}
