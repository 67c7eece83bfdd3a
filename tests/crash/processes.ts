import { type ChildProcess, spawn } from "node:child_process";
import { closeSync, openSync, readdirSync, readFileSync } from "node:fs";
import { createServer } from "node:http";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";

/** A server that hangs is found by this; one on a machine that is busy elsewhere is waited for. */
const patienceMs = 10 * 60_000;

const root = join(import.meta.dirname, "../..");

export interface Server {
  /** Started, and answering that all it needs is there. */
  ready(): Promise<void>;
  /** Until its worker has looked for jobs after this moment (milliseconds since 1970). */
  worksSince(moment: number): Promise<void>;
  start(): void;
  readonly alive: boolean;
  kill(): Promise<void>;
  stop(): Promise<void>;
}

/** The platform as `npm start` runs it, in a process that can be killed. */
export function makeServer(
  url: string,
  env: Readonly<Record<string, string>>,
  log: string,
): Server {
  let child: ChildProcess | undefined;
  const ended = () =>
    !child || child.exitCode !== null || child.signalCode !== null
      ? Promise.resolve()
      : new Promise<void>((resolve) => child?.once("exit", () => resolve()));
  const end = async (signal: NodeJS.Signals) => {
    const gone = ended();
    child?.kill(signal);
    await gone;
  };
  return {
    get alive() {
      return child !== undefined && child.exitCode === null && child.signalCode === null;
    },
    start() {
      const out = openSync(log, "a");
      const { PATH = "" } = process.env;
      child = spawn(process.execPath, ["src/main.ts"], {
        cwd: root,
        env: { PATH, PORT: new URL(url).port, HAMWE_BASE_URL: url, ...env },
        stdio: ["ignore", out, out],
      });
      closeSync(out);
    },
    async ready() {
      for (const end = Date.now() + patienceMs; Date.now() < end; await sleep(50)) {
        if (await isReady(url)) return;
        if (!this.alive) throw new Error(`the server ended by itself:\n${tail(log)}`);
      }
      throw new Error(`the server was not ready in time:\n${tail(log)}`);
    },
    async worksSince(moment) {
      for (const end = Date.now() + patienceMs; Date.now() < end; await sleep(50))
        if ((await lookedAt(url)) > moment) return;
      throw new Error(`no worker looked for jobs in time:\n${tail(log)}`);
    },
    kill: () => end("SIGKILL"),
    stop: () => end("SIGTERM"),
  };
}

const isReady = async (url: string): Promise<boolean> =>
  fetch(new URL("/readyz", url), { signal: AbortSignal.timeout(2000) }).then(
    ({ ok }) => ok,
    () => false,
  );

/** When the worker last looked for jobs, in milliseconds since 1970; 0 where nobody says so. */
async function lookedAt(url: string): Promise<number> {
  const asked = fetch(new URL("/metrics", url), { signal: AbortSignal.timeout(2000) });
  const text = await asked.then((answer) => answer.text()).catch(() => "");
  return Number(/^hamwe_jobs_looked_at (\S+)$/m.exec(text)?.[1] ?? 0) * 1000;
}

export const tail = (log: string): string => readFileSync(log, "utf8").slice(-3000);

export async function freePort(): Promise<number> {
  const server = createServer().listen(0, "localhost");
  await new Promise((resolve) => server.once("listening", resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  if (typeof address !== "object" || !address) throw new Error("no port");
  return address.port;
}

/** The running PostgreSQL of a data folder, by its own note. */
export function postmasterOf(cluster: string): number | undefined {
  try {
    return (
      Number(readFileSync(join(cluster, "postmaster.pid"), "utf8").split("\n")[0]) || undefined
    );
  } catch {
    return undefined;
  }
}

/** Kills PostgreSQL as a power cut would: the postmaster first, then every process it started. */
export function killPostgres(cluster: string): boolean {
  const postmaster = postmasterOf(cluster);
  if (!postmaster || !commandOf(postmaster).startsWith("postgres")) return false;
  const children = childrenOf(postmaster);
  for (const pid of [postmaster, ...children]) kill(pid);
  return true;
}

function kill(pid: number): void {
  try {
    process.kill(pid, "SIGKILL");
  } catch {
    // It has ended by itself between our look and our act.
  }
}

function commandOf(pid: number): string {
  try {
    return readFileSync(`/proc/${pid}/comm`, "utf8");
  } catch {
    return "";
  }
}

/** `pid (comm) state ppid …` in /proc/<pid>/stat; comm may hold spaces and brackets. */
const childrenOf = (parent: number): number[] =>
  readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name))
    .map(Number)
    .filter((pid) => {
      try {
        const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
        return Number(stat.slice(stat.lastIndexOf(")") + 2).split(" ")[1]) === parent;
      } catch {
        return false;
      }
    });
