/**
 * Runs test files one after another in this process, as `startWorker` of test-file.ts asks: the
 * program under test is imported once for many of them, which costs more than most of them do.
 */
import { readFileSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { finished } from "node:stream/promises";
import { run } from "node:test";
import { spec, type TestEvent } from "node:test/reporters";
import { pathToFileURL } from "node:url";
import type { Counts, FromWorker } from "./test-file.ts";

const [folder = ""] = process.argv.slice(2);
const env = { ...process.env };
const say = (message: FromWorker) => process.send?.(message);

/** Of this process and, where the system tells, of all that it started and that has ended. */
function cpuSeconds(): number {
  try {
    // The fields behind the name, which may hold blanks: 14 to 17 in proc_pid_stat(5), in ticks.
    const stat = readFileSync("/proc/self/stat", "utf8")
      .replace(/^.*\) /s, "")
      .split(" ");
    return stat.slice(11, 15).reduce((sum, ticks) => sum + Number(ticks), 0) / 100;
  } catch {
    const { user, system } = process.cpuUsage();
    return (user + system) / 1e6;
  }
}

/** What one file changed of the environment is not the next one's. */
function restoreEnvironment(): void {
  for (const name of Object.keys(process.env)) if (!(name in env)) delete process.env[name];
  Object.assign(process.env, env);
}

let entries = 0;

/** `run` waits for ever for a file that throws while it is imported; behind this one it fails. */
function entryOf(file: string): string {
  const entry = join(folder, `entry-${entries++}.mjs`);
  const url = JSON.stringify(pathToFileURL(resolve(file)).href);
  const name = JSON.stringify(file);
  writeFileSync(
    entry,
    `import { test } from "node:test";
     try { await import(${url}); }
     catch (fault) { test(${name}, () => { throw fault; }); }`,
  );
  return entry;
}

function follow({ type, data }: TestEvent): void {
  if (type === "test:dequeue") say({ type: "begins", name: data.name });
  else if (type === "test:complete") say({ type: "ends", name: data.name });
}

async function runFile(file: string): Promise<void> {
  const cpu = cpuSeconds();
  const reporter = new spec();
  let passed = false;
  let counts: Counts | undefined;
  reporter.setEncoding("utf8").on("data", (text: string) => say({ type: "text", text }));
  // A run ends when nothing is left open, so what listens for the next file must not count.
  process.channel?.unref();
  for await (const event of run({ files: [entryOf(file)], isolation: "none" })) {
    follow(event);
    reporter.write(event);
    if (event.type !== "test:summary") continue;
    const { passed: pass, failed: fail, topLevel, ...others } = event.data.counts;
    counts = { ...others, pass, fail };
    passed = event.data.success;
  }
  reporter.end();
  await finished(reporter);
  if (!counts) throw new Error(`no summary of ${file}`);
  restoreEnvironment();
  const memory = process.memoryUsage.rss();
  say({ type: "done", counts, passed, memory, cpuSeconds: cpuSeconds() - cpu });
}

process.on("beforeExit", () => process.channel?.ref());
process.on("message", (file) => {
  if (file === "") process.exit();
  void runFile(String(file));
});
process.once("disconnect", () => process.exit());
