import { type ChildProcess, spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { cpuFileVariable, stillRunning } from "./running-reporter.ts";

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

export interface FileOptions {
  readonly cwd: string;
  readonly env: NodeJS.ProcessEnv;
  /** For each test; a file as a whole may take what a busy machine needs. */
  readonly limitMs: number;
  /** After its last test; a minute when left out. */
  readonly idleMs?: number;
}

/**
 * Runs one test file in a process of its own. One in which no test begins or ends for long is ended
 * with all that it started, and named with the tests that it was in.
 */
export async function runFile(file: string, options: FileOptions): Promise<FileRun> {
  const { cwd, env } = options;
  const folder = mkdtempSync(join(tmpdir(), "hamwe-test-file-"));
  const running = join(folder, "running");
  writeFileSync(running, "");
  const cpuFile = join(folder, "cpu");
  writeFileSync(cpuFile, "0");
  const started = performance.now();
  const child = spawn(process.execPath, [...reporters(running), file], {
    ...{ cwd, env: { ...env, FORCE_COLOR: "0", [cpuFileVariable]: cpuFile } },
    // A group of its own, so that it can be ended with whatever it has started.
    ...{ detached: true, stdio: ["ignore", "pipe", "pipe"] },
  });
  let output = "";
  for (const stream of [child.stdout, child.stderr])
    stream?.setEncoding("utf8").on("data", (data: string) => {
      output += data;
    });
  const closed = new Promise<number | null>((resolve) => child.once("close", resolve));
  const late = whenLate(running, options);
  try {
    const ended = await Promise.race([closed, late.why]);
    const hung = typeof ended === "string" ? `✖ ${file} ${ended}` : undefined;
    if (hung) await endGroup(child, closed);
    return {
      ...read(file, hung ? `${output}\n${hung}\n` : output, ended === 0, hung),
      wallSeconds: (performance.now() - started) / 1000,
      cpuSeconds: Number(readFileSync(cpuFile, "utf8")),
    };
  } finally {
    late.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Resolves with what to say of a file that stands still: in a test, or after all of them. */
function whenLate(running: string, { limitMs, idleMs = 60_000 }: FileOptions) {
  const { promise: why, resolve } = Promise.withResolvers<string>();
  const look = setInterval(() => {
    // The file was made when the process began.
    const { mtimeMs, size } = statSync(running);
    const quietMs = Date.now() - mtimeMs;
    if (quietMs < Math.min(limitMs, idleMs)) return;
    const names = stillRunning(readFileSync(running, "utf8"));
    if (quietMs >= limitMs) {
      const where = names.length > 0 ? `, in: ${names.join(", ")}` : "";
      resolve(`went no further for ${limitMs / 1000} s${where}`);
    } else if (size > 0 && names.length === 0)
      resolve("has run its tests and does not end: something is left open");
  }, Math.min(limitMs, idleMs) / 4);
  return { why, stop: () => clearInterval(look) };
}

const reporters = (running: string) => [
  "--test-reporter=spec",
  "--test-reporter-destination=stdout",
  `--test-reporter=${new URL("running-reporter.ts", import.meta.url).href}`,
  `--test-reporter-destination=${running}`,
];

async function endGroup(child: ChildProcess, closed: Promise<unknown>): Promise<void> {
  try {
    process.kill(-Number(child.pid), "SIGKILL");
  } catch {
    // Nothing of it was left.
  }
  await Promise.race([closed, sleep(2000)]);
}

const summary = /^ℹ tests \d+\n(?:ℹ .*\n?)+/m;
const repeated = /\n✖ failing tests:\n([\s\S]*)$/;

function read(
  file: string,
  output: string,
  endedWell: boolean,
  hung?: string,
): Omit<FileRun, "wallSeconds" | "cpuSeconds"> {
  const counts = Object.fromEntries(
    counted.map((name) => {
      const lines = [...output.matchAll(new RegExp(`^ℹ ${name} (\\d+)$`, "gm"))];
      return [name, Number(lines.at(-1)?.[1] ?? 0)];
    }),
  ) as Counts;
  const failures = repeated.exec(output)?.[1]?.trim();
  const passed = endedWell && counts.fail + counts.cancelled === 0;
  const text = output.replace(repeated, "\n").replace(summary, "");
  if (passed) return { file, text, failures: "", counts, passed };
  // A file that ends badly without a failed test counts as one.
  const alone = counts.fail + counts.cancelled === 0 || hung !== undefined;
  const whole = alone ? { ...counts, tests: counts.tests + 1, fail: counts.fail + 1 } : counts;
  const said = hung ?? `✖ ${file} ended badly, see its words above`;
  return {
    file,
    text,
    failures: [failures, alone && said].filter(Boolean).join("\n"),
    counts: whole,
    passed,
  };
}
