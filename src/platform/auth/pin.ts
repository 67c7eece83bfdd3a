import { createHmac, createSecretKey, randomBytes, scrypt, timingSafeEqual } from "node:crypto";
import type { PersonId, Problem } from "../../kernel/index.ts";
import type { Sql } from "../db/index.ts";
import { deriveKey } from "../http/index.ts";
import type { Security } from "../security/index.ts";

/** After this many wrong tries the PIN is locked for this time (ASVS 5.0, 6.3.1). */
export const pinLimits = { tries: 5, lockMinutes: 15 } as const;

export type PinTried = "right" | "wrong" | "locked" | "none";

/** The problem of a chosen PIN: not five digits, easy to guess, or typed differently. */
export function problemWithPin(
  pin: string,
  repeated: string,
  birthDate: string | null,
): Problem | undefined {
  if (!/^\d{5}$/.test(pin)) return { field: "pin", code: "pin-not-five" };
  if (isEasy(pin, birthDate)) return { field: "pin", code: "pin-too-easy" };
  return pin === repeated ? undefined : { field: "again", code: "pin-differs" };
}

/** All digits equal, ascending, descending, or taken from the birthday. */
function isEasy(pin: string, birthDate: string | null): boolean {
  const rows = ["0123456789012345", "9876543210987654"];
  if (/^(\d)\1{4}$/.test(pin) || rows.some((row) => row.includes(pin))) return true;
  const [year = "", month = "", day = ""] = birthDate?.split("-") ?? [];
  const spelt =
    [year, month, day].join("") +
    [day, month, year].join("") +
    [day, month, year.slice(2)].join("");
  return birthDate !== null && spelt.includes(pin);
}

/**
 * scrypt (RFC 7914) with 2 MB, about 4 ms: serves a hundred telephones a second. No affordable cost
 * protects 100,000 possible PINs; the key outside the database does.
 */
const stretch = (keyed: Buffer, salt: Buffer): Promise<Buffer> =>
  new Promise((resolve, reject) =>
    scrypt(keyed, salt, 32, { N: 2 ** 11, r: 8, p: 1 }, (error, hash) =>
      error ? reject(error) : resolve(hash),
    ),
  );

/** Phone PINs, under a key that the database does not have. */
export interface Pins {
  set(person: PersonId, pin: string, now: Date): Promise<void>;
  setAt(person: PersonId): Promise<Date | undefined>;
  /** One try, counted before it is checked, so that simultaneous tries cannot exceed the limit. */
  attempt(person: PersonId, pin: string, now: Date): Promise<PinTried>;
}

/** `secret`: the server's own, at least 32 characters. */
export function makePins(sql: Sql, secret: string, security?: Pick<Security, "note">): Pins {
  // The name must not change: another key would invalidate every PIN.
  const key = createSecretKey(deriveKey(secret, "ussd pin"));
  const hashOf = (person: PersonId, pin: string, salt: Buffer) =>
    stretch(createHmac("sha256", key).update(`${person} ${pin}`).digest(), salt);

  async function set(person: PersonId, pin: string, now: Date) {
    const salt = randomBytes(16);
    const hash = await hashOf(person, pin, salt);
    await sql`
      insert into auth.pin (person_id, salt, hash, set_at)
      values (${person}, ${salt}, ${hash}, ${now})
      on conflict on constraint pin_pk do update set salt = excluded.salt, hash = excluded.hash,
        tries = 0, locked_until = null, set_at = excluded.set_at`;
  }

  async function setAt(person: PersonId) {
    const [row] = await sql<{ at: Date }[]>`
      select set_at as at from auth.pin where person_id = ${person}`;
    return row?.at;
  }

  async function attempt(person: PersonId, pin: string, now: Date): Promise<PinTried> {
    const tried = await judge(person, pin, now);
    if (tried === "wrong" || tried === "locked")
      security?.note({ kind: `pin-${tried}`, about: `person:${person}` });
    return tried;
  }

  async function judge(person: PersonId, pin: string, now: Date): Promise<PinTried> {
    const until = new Date(now.getTime() + pinLimits.lockMinutes * 60_000);
    const [row] = await sql<{ salt: Buffer; hash: Buffer }[]>`
      update auth.pin set
        tries = case when tries + 1 >= ${pinLimits.tries} then 0 else tries + 1 end,
        locked_until = case when tries + 1 >= ${pinLimits.tries} then ${until}::timestamptz end
      where person_id = ${person} and (locked_until is null or locked_until <= ${now})
      returning salt, hash`;
    if (!row) return (await setAt(person)) ? "locked" : "none";
    const hash = await hashOf(person, pin.trim(), row.salt);
    if (!timingSafeEqual(hash, row.hash)) return "wrong";
    await sql`update auth.pin set tries = 0, locked_until = null where person_id = ${person}`;
    return "right";
  }

  return { set, setAt, attempt };
}
