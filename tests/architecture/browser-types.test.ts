import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { test } from "node:test";

const root = join(import.meta.dirname, "../..");

for (const [config, what] of [
  ["tsconfig.browser.json", "the DOM"],
  ["tsconfig.worker.json", "the library of a service worker"],
] as const)
  test(`Browser code has no type error against ${what}`, () => {
    const tsc = join(root, "node_modules/.bin/tsc");
    const { status, stdout } = spawnSync(tsc, ["-p", config], { cwd: root, encoding: "utf8" });
    assert.equal(stdout, "");
    assert.equal(status, 0);
  });
