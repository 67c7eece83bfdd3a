import { createHash } from "node:crypto";
import {
  chownSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { type Account, may } from "./account.ts";

/**
 * The folder that will hold the cluster: `wanted` itself, made and owned by `account`.
 *
 * Where root runs us inside a folder closed to others (say /root), the account we give PostgreSQL
 * cannot get there, whoever owns the last folder. The cluster then stands in /var/lib, and
 * `<wanted>.txt` says where; that note is also how it is found again after the checkout moved.
 */
export function placeData(wanted: string, account: Account | undefined): string {
  const folder = resolve(wanted);
  mkdirSync(dirname(folder), { recursive: true });
  if (!account) return makeOwn(folder, account);
  const note = `${folder}.txt`;
  if (existsSync(note)) return makeOwn(placedBefore(folder), account);
  if (may(account, "test", "-x", dirname(folder))) return makeOwn(folder, account);
  const hash = createHash("sha256").update(folder).digest("hex").slice(0, 12);
  const elsewhere = `/var/lib/hamwe-${hash}`;
  writeFileSync(
    note,
    "PostgreSQL may not run as root and its account cannot enter this folder. " +
      `Its data is in\n${elsewhere}\n`,
  );
  return makeOwn(elsewhere, account);
}

/** Where `placeData` has put it before, if it has; makes nothing. */
export function placedBefore(wanted: string): string {
  const folder = resolve(wanted);
  const note = `${folder}.txt`;
  return existsSync(note)
    ? (readFileSync(note, "utf8").trim().split("\n").pop() ?? folder)
    : folder;
}

function makeOwn(folder: string, account: Account | undefined): string {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  if (account) chownSync(folder, account.uid, account.gid);
  return folder;
}

/**
 * A socket address holds 103 bytes on macOS (sun_path), 107 on Linux; PostgreSQL's file name takes
 * 14.
 */
const longestSocketFolder = 103 - "/.s.PGSQL.5432".length;

/**
 * The folder of the socket: the cluster's own, which is closed to others, unless its name is too
 * long.
 */
export function placeSocket(data: string, account: Account | undefined): string {
  if (fits(data)) return data;
  const parent = [tmpdir(), "/tmp"].find((folder) => fits(join(folder, "hamwe-XXXXXX"))) ?? "/tmp";
  const folder = mkdtempSync(join(parent, "hamwe-"));
  return makeOwn(folder, account);
}

/**
 * Only plain characters: the folder becomes the host of a URL and an item of a list in a setting.
 */
const fits = (folder: string) =>
  Buffer.byteLength(folder) <= longestSocketFolder && /^[\w./-]+$/.test(folder);
