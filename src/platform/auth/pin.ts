import {
  createHmac,
  createSecretKey,
  type KeyObject,
  randomBytes,
  scrypt,
  timingSafeEqual,
} from "node:crypto";
import type { PersonId, Problem } from "../../kernel/index.ts";
import type { Sql } from "../db/index.ts";
import { type KeyOfSecret, keysOf, type Secrets } from "../http/index.ts";
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

interface PinRow {
  readonly salt: Buffer;
  readonly hash: Buffer;
  /** Id of the secret that it is kept under; null in rows from before they had ids. */
  readonly secret: string | null;
}

/** How many PINs are kept under another secret than this one. */
export async function pinsUnderOthers(sql: Sql, secret: string): Promise<number> {
  const [row] = await sql<{ count: number }[]>`
    select count(*)::int as count from auth.pin where secret is distinct from ${secret}`;
  return row?.count ?? 0;
}

/** Phone PINs, under a key that the database does not have. */
export interface Pins {
  set(person: PersonId, pin: string, now: Date): Promise<void>;
  setAt(person: PersonId): Promise<Date | undefined>;
  /** One try, counted before it is checked, so that simultaneous tries cannot exceed the limit. */
  attempt(person: PersonId, pin: string, now: Date): Promise<PinTried>;
}

/**
 * `secrets`: the server's own. A PIN under the one before is right as well, and then kept anew.
 */
export function makePins(sql: Sql, secrets: Secrets, security?: Pick<Security, "note">): Pins {
  // The name must not change: another key would invalidate every PIN.
  const [first, ...before] = keysOf(secrets, "ussd pin");
  const ready = ({ id, key }: KeyOfSecret) => ({ id, key: createSecretKey(key) });
  const present = ready(first);
  const keys = [present, ...before.map(ready)];
  const hashOf = (key: KeyObject, person: PersonId, pin: string, salt: Buffer) =>
    stretch(createHmac("sha256", key).update(`${person} ${pin}`).digest(), salt);

  /** By which secret this is the PIN; a row from before they had ids may be of either. */
  async function secretOf(person: PersonId, pin: string, { salt, hash, secret }: PinRow) {
    for (const { id, key } of keys) {
      if (secret !== null && secret !== id) continue;
      if (timingSafeEqual(await hashOf(key, person, pin, salt), hash)) return id;
    }
    return undefined;
  }

  async function set(person: PersonId, pin: string, now: Date) {
    const salt = randomBytes(16);
    const { id, key } = present;
    const hash = await hashOf(key, person, pin, salt);
    await sql`
      insert into auth.pin (person_id, salt, hash, secret, set_at)
      values (${person}, ${salt}, ${hash}, ${id}, ${now})
      on conflict on constraint pin_pk do update set salt = excluded.salt, hash = excluded.hash,
        secret = excluded.secret, tries = 0, locked_until = null, set_at = excluded.set_at`;
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
    const [row] = await sql<PinRow[]>`
      update auth.pin set
        tries = case when tries + 1 >= ${pinLimits.tries} then 0 else tries + 1 end,
        locked_until = case when tries + 1 >= ${pinLimits.tries} then ${until}::timestamptz end
      where person_id = ${person} and (locked_until is null or locked_until <= ${now})
      returning salt, hash, secret`;
    if (!row) return (await setAt(person)) ? "locked" : "none";
    const secret = await secretOf(person, pin.trim(), row);
    if (secret === undefined) return "wrong";
    const { id, key } = present;
    const hash = secret === id ? row.hash : await hashOf(key, person, pin.trim(), row.salt);
    await sql`
      update auth.pin set tries = 0, locked_until = null,
        hash = case when hash = ${row.hash} then ${hash} else hash end,
        secret = case when hash = ${row.hash} then ${id} else secret end
      where person_id = ${person}`;
    return "right";
  }

  return { set, setAt, attempt };
}
