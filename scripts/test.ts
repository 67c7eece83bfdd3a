/**
 * `npm test`: types, lint, then every test file on one PostgreSQL that is thrown away afterwards.
 * With words after `--`, only the test files whose path contains one of them, and no types or lint.
 */
import { spawn } from "node:child_process";
import { globSync } from "node:fs";
import { join } from "node:path";
import { clusterVariable, startTestCluster } from "../tests/database.ts";

const root = join(import.meta.dirname, "..");
const wanted = process.argv.slice(2);

/** Runs a command to its end; true when it went well. */
function run(command: string, args: readonly string[], env: NodeJS.ProcessEnv = {}) {
  return new Promise<boolean>((resolve) => {
    const child = spawn(command, args, {
      cwd: root,
      env: { ...process.env, ...env },
      stdio: ["ignore", "inherit", "inherit"],
    });
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
    exclude: ["tests/crash/**"],
  })
    .filter((file) => wanted.length === 0 || wanted.some((part) => file.includes(part)))
    .sort();

async function runTests(): Promise<boolean> {
  const cluster = await startTestCluster();
  const env = {
    [clusterVariable]: cluster.url("postgres", "postgres"),
    // Each file is a process of its own, which would strip the types of the same sources anew.
    NODE_COMPILE_CACHE: join(root, "node_modules/.cache/node"),
  };
  // Two files at a time: each also keeps PostgreSQL and sometimes a browser busy.
  const flags = ["--test", "--test-concurrency=2", "--test-timeout=180000"];
  try {
    return await run(process.execPath, [...flags, "--test-reporter=spec", ...testFiles()], env);
  } finally {
    await cluster.stop();
  }
}

const failed = wanted.length === 0 ? await checkText() : [];
const passed = await runTests();
if (failed.length > 0)
  console.error(`\nThe check of ${failed.join(" and ")} failed, see above the tests.`);
process.exit(passed && failed.length === 0 ? 0 : 1);
