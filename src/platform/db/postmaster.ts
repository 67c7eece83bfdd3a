import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { closeSync, openSync, readFileSync, rmSync, statSync } from "node:fs";
import { basename, join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { type Account, postgresEnv } from "./account.ts";

/**
 * The shell stands between us and PostgreSQL. It says the pid, then waits for either of two ends:
 * PostgreSQL's own, or ours. Ours shows as the end of its standard input, which the kernel closes
 * however we die; it then asks PostgreSQL for a fast shutdown (SIGINT) and after ten seconds for an
 * immediate one (SIGQUIT). No PostgreSQL outlives us, and no signal to our terminal reaches it.
 */
const watchdog = `
exec 3<&0
throwaway=$1; shift
"$@" 3<&- </dev/null &
pid=$!
echo $pid
{ read -r _ <&3; kill -INT $pid; sleep 10; kill -QUIT $pid; } >/dev/null 2>&1 &
watch=$!
wait $pid; code=$?
kill $watch 2>/dev/null
[ -n "$throwaway" ] && rm -rf "$throwaway"
exit $code`;

export interface Launch {
  readonly program: string;
  readonly args: readonly string[];
  readonly dataDir: string;
  readonly log: string;
  readonly account: Account | undefined;
  /** Folder to remove when PostgreSQL has ended, for clusters made to be thrown away. */
  readonly throwAway: string | undefined;
}

export interface Postmaster {
  readonly pid: number;
  /** Resolves when PostgreSQL has ended, with its exit code: above 128 where a signal ended it. */
  readonly ended: Promise<number>;
  stop(): Promise<void>;
}

/**
 * Somebody still holds the folder: a server that is shutting down, or the children of a killed one.
 */
const stillHeld = /lock file "postmaster.pid" already exists|shared memory block .* still in use/;

/**
 * Starts PostgreSQL and waits until it takes connections. Waits up to `patience` ms for a previous
 * one to let go of the folder, and starts anew one that was killed before it was ready; then, or
 * for any other reason, throws with the words of its log.
 */
export async function startPostmaster(launch: Launch, patience = 20_000): Promise<Postmaster> {
  for (const giveUp = Date.now() + patience; ; ) {
    const logged = statSync(launch.log, { throwIfNoEntry: false })?.size ?? 0;
    removeStaleLock(launch.dataDir);
    const postmaster = await spawnPostmaster(launch);
    if (await becomesReady(launch.dataDir, postmaster)) return postmaster;
    const words = readFileSync(launch.log).subarray(logged).toString().trim();
    const isHeld = stillHeld.test(words);
    if (isHeld && Date.now() > giveUp)
      throw new Error(`Another server is using ${launch.dataDir}:\n${words}`);
    const wasKilled = (await postmaster.ended) > 128 && Date.now() < giveUp;
    if (!(isHeld || wasKilled)) throw new Error(`PostgreSQL did not start:\n${words}`);
    await sleep(200);
  }
}

async function spawnPostmaster(launch: Launch): Promise<Postmaster> {
  const log = openSync(launch.log, "a", 0o600);
  const command = [launch.throwAway ?? "", launch.program, ...launch.args];
  const shell = spawn("/bin/sh", ["-c", watchdog, "hamwe-watchdog", ...command], {
    ...launch.account,
    cwd: "/",
    detached: true,
    env: postgresEnv,
    stdio: ["pipe", "pipe", log],
  });
  closeSync(log);
  const ended = new Promise<number>((resolve, reject) => {
    shell.once("exit", (code) => resolve(code ?? 255));
    shell.once("error", reject);
  });
  const pid = await Promise.race([firstLine(shell), ended.then(() => 0)]);
  letUsLeave(shell);
  const stop = async () => {
    shell.stdin?.end();
    shell.ref();
    await ended;
  };
  return { pid, ended, stop };
}

const firstLine = (shell: ChildProcess) =>
  new Promise<number>((resolve) => {
    shell.stdout?.once("data", (data: Buffer) => resolve(Number.parseInt(data.toString(), 10)));
  });

/** A running PostgreSQL must not keep a program alive that has nothing else to do. */
function letUsLeave(shell: ChildProcess): void {
  shell.unref();
  for (const stream of [shell.stdin, shell.stdout])
    if (stream && "unref" in stream && typeof stream.unref === "function") stream.unref();
  shell.stdin?.on("error", () => {});
}

/** Line 8 of postmaster.pid is the state (PostgreSQL: src/include/utils/pidfile.h). */
async function becomesReady(dataDir: string, { pid, ended }: Postmaster): Promise<boolean> {
  let over = false;
  ended.then(() => {
    over = true;
  });
  while (!over) {
    const lines = readLock(dataDir);
    if (Number(lines[0]) === pid && lines[7]?.trim() === "ready") return true;
    await sleep(15);
  }
  return false;
}

/** Folder of the socket of a PostgreSQL that runs on this data (line 5) and takes connections. */
export function socketOf(dataDir: string): string | undefined {
  const lines = readLock(dataDir);
  const isRunning = nameOf(Number(lines[0])).startsWith("postgres");
  return isRunning && lines[7]?.trim() === "ready" ? lines[4]?.trim() : undefined;
}

function readLock(dataDir: string): string[] {
  try {
    return readFileSync(join(dataDir, "postmaster.pid"), "utf8").split("\n");
  } catch {
    return [];
  }
}

/**
 * After a kill the pid in the lock may belong to something else (a container counts from 1 again).
 */
function removeStaleLock(dataDir: string): void {
  const pid = Number(readLock(dataDir)[0]);
  if (!pid || nameOf(pid).startsWith("postgres")) return;
  rmSync(join(dataDir, "postmaster.pid"), { force: true });
}

/** The name of a running program; empty where none has this pid. Linux has it in a file. */
function nameOf(pid: number): string {
  if (!pid) return "";
  if (process.platform !== "linux") {
    const { stdout } = spawnSync("ps", ["-p", String(pid), "-o", "comm="], { encoding: "utf8" });
    return basename((stdout ?? "").trim());
  }
  try {
    return readFileSync(`/proc/${pid}/comm`, "utf8");
  } catch {
    return "";
  }
}
