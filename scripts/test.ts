/**
 * `npm test`: types, lint, then every test file on one PostgreSQL that is thrown away afterwards.
 * With words after `--`, only the test files whose path contains one of them, and no types or lint.
 * `--times` among them lists at the end how long each file took. Files begin by what they took last
 * time, the longest first, so that no lane waits at the end.
 * A file that hangs is ended and named, and what PostgreSQL's log says of broken transactions,
 * deadlocks and fatal errors fails the run, unless a test announced it.
 */
import { spawn } from "node:child_process";
import { globSync, mkdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { clusterVariable, startTestCluster } from "../tests/database.ts";
import { expectedVariable, findTrouble } from "../tests/postgres-log.ts";
import { counted, type FileRun, startWorker } from "./test-file.ts";

const root = join(import.meta.dirname, "..");
const showsTimes = process.argv.includes("--times");
const wanted = process.argv.slice(2).filter((word) => word !== "--times");
/** Seconds that each file took when it was last run here. */
const secondsFile = join(root, "node_modules/.cache/test-seconds.json");

/** Two files at a time: each also keeps PostgreSQL and sometimes a browser busy. */
const atOnce = 2;
/**
 * Tests of parts and journeys share the process of their lane, where the program has been imported
 * and is warm. The others look at whole processes; one hears all that nobody handles in its own.
 */
const isShared = (file: string) =>
  /^(?:src|tests\/journeys)\//.test(file) && file !== "src/platform/db/trials.test.ts";

/** A file in which no test begins or ends for longer hangs. */
const limitMs = Number(process.env.HAMWE_TEST_LIMIT ?? 420) * 1000;

/** Runs a command to its end; true when it went well. */
function run(command: string, args: readonly string[]) {
  return new Promise<boolean>((resolve) => {
    const child = spawn(command, args, { cwd: root, stdio: ["ignore", "inherit", "inherit"] });
    child.once("error", (error) => {
      console.error(String(error));
      resolve(false);
    });
    child.once("exit", (code) => resolve(code === 0));
  });
}

const tool = (name: string) => join(root, "node_modules/.bin", name);

async function checkText(): Promise<string[]> {
  const [types, lint] = await Promise.all([
    run(tool("tsc"), ["--noEmit"]),
    run(tool("biome"), ["check"]),
  ]);
  return [...(types ? [] : ["types"]), ...(lint ? [] : ["lint"])];
}

/** Journeys that kill servers (tests/crash) have a command of their own. */
const testFiles = (): string[] =>
  globSync(["src/**/*.test.ts", "scripts/**/*.test.ts", "tests/**/*.test.ts"], {
    cwd: root,
    exclude: ["tests/crash/**", "tests/payments/**"],
  })
    .filter((file) => wanted.length === 0 || wanted.some((part) => file.includes(part)))
    .sort();

function lastSeconds(): Readonly<Record<string, number>> {
  try {
    return JSON.parse(readFileSync(secondsFile, "utf8"));
  } catch {
    return {};
  }
}

/** Of a file that never ran here only its size is known: about two kilobytes are a second. */
function longestFirst(files: readonly string[]): readonly string[] {
  const last = lastSeconds();
  const seconds = (file: string) => last[file] ?? statSync(join(root, file)).size / 2000;
  return files.toSorted((one, other) => seconds(other) - seconds(one));
}

function rememberSeconds(runs: readonly FileRun[]): void {
  const taken = runs
    .filter(({ passed }) => passed)
    .map(({ file, wallSeconds }) => [file, Math.round(wallSeconds * 10) / 10] as const);
  try {
    mkdirSync(dirname(secondsFile), { recursive: true });
    writeFileSync(secondsFile, JSON.stringify({ ...lastSeconds(), ...Object.fromEntries(taken) }));
  } catch {
    // Where nothing may be written the order is by size.
  }
}

function printTimes(runs: readonly FileRun[]): void {
  const sum = (what: "wallSeconds" | "cpuSeconds") =>
    runs.reduce((total, run) => total + run[what], 0).toFixed(1);
  console.log("\nwall s   CPU s   file");
  for (const { file, wallSeconds, cpuSeconds } of runs.toSorted(
    (one, other) => other.cpuSeconds - one.cpuSeconds,
  ))
    console.log(
      `${wallSeconds.toFixed(1).padStart(6)} ${cpuSeconds.toFixed(1).padStart(7)}   ${file}`,
    );
  console.log(`${sum("wallSeconds").padStart(6)} ${sum("cpuSeconds").padStart(7)}   all files`);
}

/** Lanes that run one file after another; the words of each are printed when it has ended. */
async function runAll(files: readonly string[], env: NodeJS.ProcessEnv): Promise<FileRun[]> {
  const runs: FileRun[] = [];
  const rest = files.values();
  const start = () => startWorker({ cwd: root, env: { ...process.env, ...env }, limitMs });
  const lane = async () => {
    let worker = start();
    for (const file of rest) {
      const apart = isShared(file) ? undefined : start();
      const done = await (apart ?? worker).run(file);
      process.stdout.write(done.text);
      runs.push(done);
      await apart?.stop();
      if (worker.isFit) continue;
      await worker.stop();
      worker = start();
    }
    await worker.stop();
  };
  await Promise.all(Array.from({ length: atOnce }, lane));
  return runs;
}

/** The counts of all files in the words of node's own reporter, then every failure once more. */
function report(runs: readonly FileRun[], started: number): void {
  for (const name of counted)
    console.log(`ℹ ${name} ${runs.reduce((sum, { counts }) => sum + counts[name], 0)}`);
  console.log(`ℹ duration_ms ${performance.now() - started}`);
  const failed = runs.filter(({ passed }) => !passed);
  if (failed.length > 0)
    console.log(`\n✖ failing tests:\n\n${failed.map(({ failures }) => failures).join("\n\n")}`);
}

async function runTests(): Promise<boolean> {
  const started = performance.now();
  const cluster = await startTestCluster();
  const expected = join(cluster.dataDir, "expected");
  try {
    const runs = await runAll(longestFirst(testFiles()), {
      [clusterVariable]: cluster.url("postgres", "postgres"),
      [expectedVariable]: expected,
      // Each of several processes would strip the types of the same sources anew.
      NODE_COMPILE_CACHE: join(root, "node_modules/.cache/node"),
    });
    const log = readFileSync(join(cluster.dataDir, "server.log"), "utf8");
    const trouble = findTrouble(log, expected);
    report(runs, started);
    rememberSeconds(runs);
    if (showsTimes) printTimes(runs);
    if (trouble.length > 0)
      console.log(`\n✖ PostgreSQL says what no test asked for:\n${trouble.join("\n")}`);
    return trouble.length === 0 && runs.every(({ passed }) => passed);
  } finally {
    await cluster.stop();
  }
}

const failed = wanted.length === 0 ? await checkText() : [];
const passed = await runTests();
if (failed.length > 0)
  console.error(`\nThe check of ${failed.join(" and ")} failed, see above the tests.`);
process.exit(passed && failed.length === 0 ? 0 : 1);
