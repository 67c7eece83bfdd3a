/**
 * PostgreSQL as Debian brings it, on a machine where nothing of ours was yet: password logins over
 * TCP, one superuser, and Debian's own tools. Where Debian has none, PostgreSQL of the npm package,
 * which has no `pg_dump` and no `pg_basebackup`.
 */
import { type ChildProcess, execFile, spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { once } from "node:events";
import { chownSync, globSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { promisify } from "node:util";
import { serverAccount } from "../../src/platform/db/account.ts";
import { findBinaries } from "../../src/platform/db/binaries.ts";
import { connect } from "../../src/platform/db/index.ts";
import { freePort } from "../crash/processes.ts";

const run = promisify(execFile);
const account = serverAccount();

/** Debian's tools; undefined where they are not installed. */
export const debianTools: string | undefined = globSync("/usr/lib/postgresql/*/bin/pg_basebackup")
  .sort()
  .at(0)
  ?.replace(/\/[^/]*$/, "");

const binaries = debianTools ?? join(findBinaries(account), "bin");

export interface Machine {
  /** `15.8`, or as PostgreSQL says it. */
  readonly version: string;
  readonly dataDir: string;
  /** A login's way into a database; the superuser's without a login. */
  url(database: string, login?: string): string;
  /** Statements of an administrator, in psql's place. */
  sql(statements: string, database?: string): Promise<void>;
  /** A tool of PostgreSQL, as its own account; `arguments` as on a command line. */
  tool(name: string, ...args: readonly string[]): Promise<{ stdout: string; stderr: string }>;
  stop(): Promise<void>;
}

/** A folder that PostgreSQL's account may write to. */
export function folderOf(parent: string, name: string): string {
  const folder = join(parent, name);
  mkdirSync(folder, { mode: 0o700 });
  if (account) chownSync(folder, account.uid, account.gid);
  return folder;
}

export const tool: Machine["tool"] = (name, ...args) =>
  run(join(binaries, name), args, {
    ...{ ...account, cwd: "/", maxBuffer: 64 * 2 ** 20 },
    env: { PATH: "/usr/bin:/bin", LC_ALL: "C" },
  });

/** A new cluster in `parent`, with nothing in it. */
export async function bareMachine(
  parent: string,
  name: string,
  settings: Readonly<Record<string, string>> = {},
): Promise<Machine> {
  const dataDir = folderOf(parent, name);
  const password = randomBytes(18).toString("base64url");
  const file = join(parent, `${name}.password`);
  writeFileSync(file, password, { mode: 0o644 });
  await tool(
    "initdb",
    ...["-D", dataDir, "-U", "postgres", "--auth=scram-sha-256", `--pwfile=${file}`],
    ...["--encoding=UTF8", "--locale=C.UTF-8"],
  );
  return startMachine(dataDir, password, settings);
}

/** Starts the cluster of a folder; the superuser has this password. */
export async function startMachine(
  dataDir: string,
  password: string,
  settings: Readonly<Record<string, string>> = {},
): Promise<Machine> {
  const port = await freePort();
  const given = { listen_addresses: "127.0.0.1", unix_socket_directories: "", ...settings };
  const child = spawn(
    join(binaries, "postgres"),
    [
      ...["-D", dataDir, "-p", String(port)],
      ...Object.entries(given).flatMap(([key, value]) => ["-c", `${key}=${value}`]),
    ],
    { ...account, cwd: "/", env: { LC_ALL: "C" }, stdio: ["ignore", "ignore", "pipe"] },
  );
  let said = "";
  child.stderr?.on("data", (chunk) => {
    said = `${said}${chunk}`.slice(-4000);
  });
  const url: Machine["url"] = (database, login = `postgres:${password}`) =>
    `postgres://${login}@127.0.0.1:${port}/${database}`;
  const version = await opened(child, url("postgres"), () => said);
  return {
    ...{ version, dataDir, url, tool },
    async sql(statements, database = "postgres") {
      const sql = connect(url(database), 1);
      try {
        for (const each of statements.split(";").filter((text) => text.trim() !== ""))
          await sql.unsafe(each);
      } finally {
        await sql.end();
      }
    },
    async stop() {
      if (child.exitCode !== null || child.signalCode !== null) return;
      child.kill("SIGINT");
      await once(child, "exit");
    },
  };
}

/** Until it takes connections. @returns its version */
async function opened(child: ChildProcess, url: string, said: () => string): Promise<string> {
  for (const end = Date.now() + 60_000; Date.now() < end; await sleep(100)) {
    if (child.exitCode !== null) break;
    const sql = connect(url, 1);
    try {
      const [row] = await sql<{ version: string }[]>`select current_setting('server_version')
        as version`;
      return row?.version ?? "";
    } catch {
      // Not yet: it reads its log, or waits for the end of the recovery.
    } finally {
      await sql.end({ timeout: 1 });
    }
  }
  child.kill("SIGINT");
  throw new Error(`PostgreSQL did not open:\n${said()}`);
}
