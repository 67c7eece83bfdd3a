import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { copyFileSync, existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { after, test } from "node:test";

const folder = mkdtempSync(join(tmpdir(), "hamwe-set-up-"));
after(() => rmSync(folder, { recursive: true }));

const server = { "node_modules/server": { version: "1.0.0" } };
const newer = { "node_modules/server": { version: "1.1.0" } };
const tests = { "node_modules/tests": { version: "1.0.0", dev: true } };
const lock = { ...server, ...tests };

let made = 0;

/** What happens before `npm run <name>`: what it says, and whether it installs anything. */
function setUp(name: string, installed: object | undefined, settings = {}) {
  made += 1;
  const root = join(folder, String(made));
  const write = (path: string, packages: object) => {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), JSON.stringify({ packages }));
  };
  mkdirSync(join(root, "scripts"), { recursive: true });
  copyFileSync(join(import.meta.dirname, "set-up.mjs"), join(root, "scripts/set-up.mjs"));
  write("package-lock.json", lock);
  if (installed) write("node_modules/.package-lock.json", installed);
  const npm = join(root, "npm.js");
  writeFileSync(npm, `require("node:fs").writeFileSync(${JSON.stringify(`${npm}.ran`)}, "")`);
  const run = spawnSync(process.execPath, [join(root, "scripts/set-up.mjs")], {
    env: { npm_lifecycle_event: `pre${name}`, npm_execpath: npm, ...settings },
    encoding: "utf8",
  });
  return { status: run.status, said: run.stderr, installs: existsSync(`${npm}.ran`) };
}

const production = { HAMWE_MODE: "production" };

test("A clone installs what is missing, once", () => {
  for (const name of ["start", "test", "bench"])
    assert.deepEqual(setUp(name, undefined), { status: 0, said: "", installs: true });
  assert.deepEqual(setUp("test", lock), { status: 0, said: "", installs: false });
  assert.equal(setUp("start", { ...newer, ...tests }).installs, true);
});

test("A start leaves an installation without packages of development as it is", () => {
  for (const settings of [{}, production])
    assert.deepEqual(setUp("start", server, settings), { status: 0, said: "", installs: false });
});

test("What needs packages of development does not bring them to a server", () => {
  for (const settings of [{}, production]) {
    const { status, said, installs } = setUp("bench", server, settings);
    assert.deepEqual([status, installs], [1, false]);
    assert.match(said, /needs the packages of development.*in a clone of its own/);
  }
});

test("In production nothing is installed: what differs is said", () => {
  const differing = [
    [newer, {}],
    [newer, production],
    [{ ...newer, ...tests }, production],
    [undefined, production],
  ] as const;
  for (const [installed, settings] of differing) {
    const { status, said, installs } = setUp("start", installed, settings);
    assert.deepEqual([status, installs], [1, false]);
    assert.match(said, /: npm ci --omit=dev --ignore-scripts/);
  }
});
