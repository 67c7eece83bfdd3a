import { fork } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";

/** What the reporter counts at the end of each file, in its order. */
export const counted = ["tests", "suites", "pass", "fail", "cancelled", "skipped", "todo"] as const;
export type Counts = Record<(typeof counted)[number], number>;

export interface FileRun {
  readonly file: string;
  /** What it said, without its own summary. */
  readonly text: string;
  /** Its failures as the reporter repeats them at the end. */
  readonly failures: string;
  readonly counts: Counts;
  readonly passed: boolean;
  readonly wallSeconds: number;
  /** Of the processor, with all that the file started; 0 for a file that was ended. */
  readonly cpuSeconds: number;
}

export interface WorkerOptions {
  readonly cwd: string;
  readonly env: NodeJS.ProcessEnv;
  /** For each test; a file as a whole may take what a busy machine needs. */
  readonly limitMs: number;
  /** After its last test; four minutes when left out, as a set-up may take its time. */
  readonly idleMs?: number;
}

/** What a process that runs test files tells about the one that it runs. */
export type FromWorker =
  | { readonly type: "begins" | "ends"; readonly name: string }
  /** What its reporter writes. */
  | { readonly type: "text"; readonly text: string }
  | {
      readonly type: "done";
      readonly counts: Counts;
      readonly passed: boolean;
      /** Of the whole process, in bytes. */
      readonly memory: number;
      readonly cpuSeconds: number;
    };

/** A process that runs test files, one after another. */
export interface Worker {
  /**
   * Runs one file. One in which no test begins or ends for long is ended with the process and all
   * that it started, and named with the tests that it was in.
   */
  run(file: string): Promise<FileRun>;
  /** False when another must run the next file: this one has ended, or what it ran failed. */
  readonly isFit: boolean;
  stop(): Promise<void>;
}

/** Above it what many files left behind is given back to the system. */
const enoughMemory = 1.2 * 2 ** 30;

/** Starts a process for test files. */
export function startWorker(options: WorkerOptions): Worker {
  const { cwd, env } = options;
  const folder = mkdtempSync(join(tmpdir(), "hamwe-test-files-"));
  const child = fork(join(import.meta.dirname, "test-worker.ts"), [folder], {
    ...{ cwd, env: { ...env, FORCE_COLOR: "0" }, execArgv: [] },
    // A group of its own, so that it can be ended with whatever it has started.
    ...{ detached: true, stdio: ["ignore", "pipe", "pipe", "ipc"] },
  });
  let output = "";
  for (const stream of [child.stdout, child.stderr])
    stream?.setEncoding("utf8").on("data", (data: string) => {
      output += data;
    });
  let [hasEnded, isFit] = [false, true];
  const closed = new Promise<void>((resolve) => child.once("close", () => resolve()));
  const ended = closed.then(() => {
    [hasEnded, isFit] = [true, false];
    return "ended badly, see its words above" as const;
  });

  async function end(): Promise<void> {
    isFit = false;
    try {
      process.kill(-Number(child.pid), "SIGKILL");
    } catch {
      // Nothing of it was left.
    }
    await Promise.race([closed, sleep(2000)]);
  }

  async function run(file: string): Promise<FileRun> {
    const started = performance.now();
    const following = follow(child, options, (text) => {
      output += text;
    });
    output = "";
    if (!hasEnded) child.send(file);
    const last = await Promise.race([following.result, ended]);
    following.stop();
    if (typeof last === "string") await end();
    // What was written before the last message is read before this.
    await new Promise((resolve) => setImmediate(resolve));
    const wallSeconds = (performance.now() - started) / 1000;
    if (typeof last === "string") return { ...badEnd(file, last, output), wallSeconds };
    const { passed, counts, cpuSeconds, memory } = last;
    isFit &&= passed && memory < enoughMemory;
    const failures = repeated.exec(output)?.[1]?.trim() || `✖ ${file} failed, see its words above`;
    const text = output.replace(repeated, "\n").replace(summary, "");
    if (passed) return { file, text, failures: "", counts, passed, wallSeconds, cpuSeconds };
    return { file, text, failures, counts, passed, wallSeconds, cpuSeconds };
  }

  return {
    run,
    get isFit() {
      return isFit;
    },
    async stop() {
      if (!hasEnded) child.send("");
      await Promise.race([closed, sleep(2000)]);
      if (!hasEnded) await end();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Resolves with the result of a file, or with what to say of one that stands still. */
function follow(
  child: ReturnType<typeof fork>,
  { limitMs, idleMs = 240_000 }: WorkerOptions,
  write: (text: string) => void,
) {
  type Done = Extract<FromWorker, { type: "done" }>;
  const { promise: result, resolve } = Promise.withResolvers<Done | string>();
  const running: string[] = [];
  let [began, last] = [false, performance.now()];
  const hear = (message: FromWorker) => {
    last = performance.now();
    if (message.type === "done") resolve(message);
    else if (message.type === "text") write(message.text);
    else if (message.type === "ends") running.splice(running.lastIndexOf(message.name), 1);
    else {
      began = true;
      running.push(message.name);
    }
  };
  child.on("message", hear);
  const look = setInterval(() => {
    const quietMs = performance.now() - last;
    const where = running.length > 0 ? `, in: ${running.join(", ")}` : "";
    if (quietMs >= limitMs) resolve(`went no further for ${limitMs / 1000} s${where}`);
    else if (began && running.length === 0 && quietMs >= idleMs)
      resolve("has run its tests and does not end: something is left open");
  }, Math.min(limitMs, idleMs) / 4);
  const stop = () => {
    clearInterval(look);
    child.off("message", hear);
  };
  return { result, stop };
}

const summary = /^ℹ tests \d+\n(?:ℹ .*\n?)+/m;
const repeated = /\n✖ failing tests:\n([\s\S]*)$/;

/** A file that did not come to its end counts as one failed test. */
function badEnd(file: string, why: string, output: string): Omit<FileRun, "wallSeconds"> {
  const none = Object.fromEntries(counted.map((name) => [name, 0])) as Counts;
  const failures = `✖ ${file} ${why}`;
  return {
    ...{ file, failures, text: `${output}\n${failures}\n`, passed: false, cpuSeconds: 0 },
    counts: { ...none, tests: 1, fail: 1 },
  };
}
