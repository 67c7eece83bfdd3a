import { pbkdf2, randomBytes, timingSafeEqual } from "node:crypto";
import { type OfficerId, ok, type Result, refuse } from "../kernel/index.ts";
import type { Sql } from "../platform/db/index.ts";

/** As a device checks it (src/channels/counter/offline/browser/who.ts); base64. */
export interface OwnPin {
  readonly officer: OfficerId;
  readonly salt: string;
  readonly hash: string;
  readonly rounds: number;
}

const rounds = 600_000; // OWASP Password Storage, PBKDF2-HMAC-SHA256
export const leastOwnPin = 6;

/** 040794, 04071994 and 19940704. */
const dayFirst = /^(?:0[1-9]|[12]\d|3[01])(?:0[1-9]|1[0-2])(?:\d{2}|\d{4})$/;
const yearFirst = /^(?:19|20)\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])$/;
/** A year of birth first or last, and up to four digits with it: 199400 and 731994. */
const withYear = /^(?:(?:19\d{2}|20[0-2]\d)\d{0,4}|\d{0,4}(?:19\d{2}|20[0-2]\d))$/;
const rows = ["0123456789", "qwertyuiop", "abcdefghijklmnopqrstuvwxyz"];

/** Whether all of it is at least three in a row each: upwards, downwards, or the same. */
function isRuns(text: string): boolean {
  const codes = [...text].map((each) => each.codePointAt(0) ?? 0);
  let length = 1;
  for (let at = 1; at < codes.length; at++) {
    const step = (codes[at] ?? 0) - (codes[at - 1] ?? 0);
    const before = (codes[at - 1] ?? 0) - (codes[at - 2] ?? 0);
    if (Math.abs(step) <= 1 && (length === 1 || step === before)) length += 1;
    else if (length < 3) return false;
    else length = 1;
  }
  return length >= 3;
}

/** Why a PIN is refused: too short, or among the first that somebody would try. */
export function problemWithOwnPin(pin: string): "short" | "easy" | undefined {
  const text = pin.normalize("NFKC").toLowerCase();
  if ([...text].length < leastOwnPin) return "short";
  const isRow = rows.some((row) => {
    const twice = row + row;
    return twice.includes(text) || [...twice].reverse().join("").includes(text);
  });
  const isRepeated = /^(.{1,4})\1+$/su.test(text);
  const isDate = [dayFirst, yearFirst, withYear].some((date) => date.test(text));
  const isRun = isRuns(text) || isRuns(text.replaceAll(/(.)\1/gu, "$1"));
  return isRow || isRepeated || isDate || isRun || new Set(text).size < 3 ? "easy" : undefined;
}

const hashOf = (pin: string, salt: Buffer, rounds: number): Promise<Buffer> =>
  new Promise((resolve, reject) =>
    pbkdf2(pin.normalize("NFKC"), salt, rounds, 32, "sha256", (error, hash) =>
      error ? reject(error) : resolve(hash),
    ),
  );

/** Sets or changes it; `problemWithOwnPin` has judged it. */
export async function setOwnPin(
  sql: Sql,
  now: Date,
  officer: OfficerId,
  pin: string,
): Promise<void> {
  const salt = randomBytes(16);
  const hash = await hashOf(pin, salt, rounds);
  await sql`
    insert into counter.own_pin (officer, salt, hash, rounds, set_at)
    values (${officer}, ${salt}, ${hash}, ${rounds}, ${now})
    on conflict (officer) do update set salt = excluded.salt, hash = excluded.hash,
      rounds = excluded.rounds, set_at = excluded.set_at, tries = 0, not_before = null`;
}

/** So many wrong tries cost nothing; from then on each makes the next wait twice as long. */
const freeTries = 4;
const longestWait = 3600;

/**
 * Whether this is the officer's own PIN. Counted before it is tried. Refuses offline.pin-missing
 * where nothing was typed or they have none, offline.pin-wrong, offline.pin-wait.
 */
export async function tryOwnPin(
  sql: Sql,
  now: Date,
  officer: OfficerId,
  pin: string,
): Promise<Result<true>> {
  if (pin === "") return refuse("invalid", "offline.pin-missing");
  const [tried] = await sql<{ salt: Buffer; hash: Buffer; rounds: number }[]>`
    update counter.own_pin set tries = tries + 1,
      not_before = case when tries + 1 >= ${freeTries} then ${now}::timestamptz
        + least(${longestWait}, 2 ^ least(tries + 2 - ${freeTries}, 20)) * interval '1 second' end
    where officer = ${officer} and (not_before is null or not_before <= ${now})
    returning salt, hash, rounds`;
  if (!tried) {
    const [waits] = await sql<{ until: Date }[]>`
      select not_before as until from counter.own_pin where officer = ${officer}`;
    if (!waits) return refuse("invalid", "offline.pin-missing");
    const count = Math.max(1, Math.ceil((waits.until.getTime() - now.getTime()) / 1000));
    return refuse("unavailable", "offline.pin-wait", { facts: { count } });
  }
  const typed = await hashOf(pin, tried.salt, tried.rounds);
  if (!timingSafeEqual(typed, tried.hash)) return refuse("invalid", "offline.pin-wrong");
  await sql`update counter.own_pin set tries = 0, not_before = null where officer = ${officer}`;
  return ok(true);
}

/** Of those among these officers who have one. */
export const ownPins = (
  sql: Sql,
  officers: readonly OfficerId[],
): Promise<readonly OwnPin[]> => sql<OwnPin[]>`
  select officer, encode(salt, 'base64') as salt, encode(hash, 'base64') as hash, rounds
  from counter.own_pin where officer = any(${[...officers]}::uuid[])`;
