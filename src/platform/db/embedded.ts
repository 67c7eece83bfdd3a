import { spawnSync } from "node:child_process";
import { chownSync, closeSync, existsSync, openSync, rmSync, writeFileSync } from "node:fs";
import { release } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { type Account, postgresEnv, serverAccount } from "./account.ts";
import { findBinaries } from "./binaries.ts";
import { placeData, placedBefore, placeSocket } from "./place.ts";
import { type Launch, type Postmaster, socketOf, startPostmaster } from "./postmaster.ts";

/** A PostgreSQL of our own, reached through a Unix socket in a folder closed to others. */
export interface Embedded {
  /** `postgres://role@folder/database`, for `connect` and for `startWorker`. */
  url(database: string, role: string): string;
  /** Process id of the running PostgreSQL; another one after it was killed and came back. */
  readonly postmasterPid: number;
  readonly socketDir: string;
  /** Where the data really is; differs from what was asked when PostgreSQL cannot enter there. */
  readonly dataDir: string;
  stop(): Promise<void>;
}

export interface EmbeddedOptions {
  readonly dataDir: string;
  /**
   * `false` makes a cluster that loses everything: no fsync, and its folder is removed at the end.
   */
  readonly durable?: boolean;
  readonly log?: (message: string) => void;
}

/**
 * Starts PostgreSQL from the npm package on `dataDir`, making a new cluster there the first time.
 * It ends when we do, however we do; killed, it comes back by itself. Throws with the words of
 * PostgreSQL's log when it cannot start.
 */
export async function startEmbedded(options: EmbeddedOptions): Promise<Embedded> {
  const account = serverAccount();
  const binaries = findBinaries(account);
  const dataDir = placeData(options.dataDir, account);
  if (!existsSync(join(dataDir, "PG_VERSION"))) initialise(binaries, dataDir, account);
  const socketDir = placeSocket(dataDir, account);
  const durable = options.durable ?? true;
  const launch: Launch = {
    program: join(binaries, "bin/postgres"),
    args: ["-D", dataDir, ...settings(socketDir, durable)],
    dataDir,
    log: openLog(dataDir, account),
    account,
    throwAway: durable ? undefined : dataDir,
  };
  const keeper = await keepRunning(launch, options.log ?? (() => {}));
  return {
    url: urlIn(socketDir),
    get postmasterPid() {
      return keeper.pid();
    },
    socketDir,
    dataDir,
    stop: async () => {
      await keeper.stop();
      if (socketDir !== dataDir) rmSync(socketDir, { recursive: true, force: true });
      // PostgreSQL's account can empty its folder, but not take it out of one of ours.
      if (!durable) rmSync(dataDir, { recursive: true, force: true });
    },
  };
}

/** Whether a cluster was made on `dataDir` before; makes nothing. */
export const hasCluster = (dataDir: string): boolean =>
  existsSync(join(placedBefore(dataDir), "PG_VERSION"));

/**
 * The PostgreSQL that another process of ours runs on `dataDir`; undefined where none takes
 * connections.
 */
export function joinEmbedded(dataDir: string): Pick<Embedded, "url"> | undefined {
  const socketDir = socketOf(placeData(dataDir, serverAccount()));
  return socketDir === undefined ? undefined : { url: urlIn(socketDir) };
}

const urlIn =
  (socketDir: string): Embedded["url"] =>
  (database, role) =>
    `postgres://${role}@${encodeURIComponent(socketDir)}/${database}`;

/**
 * Locale "C.UTF-8" of PostgreSQL itself (17 and later): the same order of text on every machine.
 */
function initialise(binaries: string, dataDir: string, account: Account | undefined): void {
  const args = ["-D", dataDir, "-U", "postgres", "--auth=trust", "--encoding=UTF8", "--locale=C"];
  const run = spawnSync(
    join(binaries, "bin/initdb"),
    [...args, "--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--no-instructions"],
    { ...account, cwd: "/", env: postgresEnv, encoding: "utf8" },
  );
  if (run.status !== 0) throw new Error(`initdb failed: ${run.stderr || run.error?.message}`);
}

/**
 * After a crash PostgreSQL first sees to it that all its files are on the disk. One by one, some
 * thousand of them, that takes seconds where the processor is busy; Linux does the file system in
 * one call, which tells of errors since 5.8.
 */
export const syncsAtOnce = (platform = process.platform, version = release()): boolean => {
  const [major = 0, minor = 0] = version.split(".").map(Number.parseFloat);
  return platform === "linux" && (major > 5 || (major === 5 && minor >= 8));
};

function settings(socketDir: string, durable: boolean): string[] {
  const synced = syncsAtOnce() && { recovery_init_sync_method: "syncfs" };
  const values: Record<string, string> = {
    listen_addresses: "",
    unix_socket_directories: socketDir,
    unix_socket_permissions: "0700",
    max_connections: "200",
    shared_buffers: "128MB",
    random_page_cost: "1.1",
    jit: "off",
    // Parallel queries need more of /dev/shm than a container usually has.
    max_parallel_workers_per_gather: "0",
    timezone: "UTC",
    log_timezone: "UTC",
    // When, which process, SQLSTATE, database, application.
    log_line_prefix: "%m [%p] %e %d %a: ",
    ...(durable
      ? { fsync: "on", synchronous_commit: "on", full_page_writes: "on", ...synced }
      : { fsync: "off", synchronous_commit: "off", full_page_writes: "off" }),
  };
  return Object.entries(values).flatMap(([name, value]) => ["-c", `${name}=${value}`]);
}

function openLog(dataDir: string, account: Account | undefined): string {
  const log = join(dataDir, "server.log");
  writeFileSync(log, "", { mode: 0o600 });
  if (account) chownSync(log, account.uid, account.gid);
  closeSync(openSync(log, "a"));
  return log;
}

/** Starts PostgreSQL again whenever it ends without being asked to, at most about once a second. */
async function keepRunning(launch: Launch, log: (message: string) => void) {
  let current: Postmaster = await startPostmaster(launch);
  let stopping = false;
  const watch = async () => {
    while (!stopping) {
      await current.ended;
      if (stopping) return;
      log("PostgreSQL ended unexpectedly; starting it again");
      try {
        current = await startPostmaster(launch);
      } catch (error) {
        log(String(error));
        await sleep(1000, undefined, { ref: false });
      }
    }
  };
  const watching = watch();
  return {
    pid: () => current.pid,
    stop: async () => {
      stopping = true;
      await current.stop();
      await watching;
      // It may have come back while we were stopping it.
      await current.stop();
    },
  };
}
