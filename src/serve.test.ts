import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";

const folder = mkdtempSync(join(tmpdir(), "hamwe-serve-"));
after(() => rmSync(folder, { recursive: true }));

/** Starts a server that cannot: what it says, and how many files were compiled of it. */
function failedStart(name: string, settings: Readonly<Record<string, string>>) {
  const HAMWE_DATA = join(folder, name);
  const run = spawnSync(process.execPath, [join(import.meta.dirname, "main.ts")], {
    env: { HAMWE_DATA, ...settings },
    encoding: "utf8",
  });
  assert.equal(run.status, 1);
  const compiled = readdirSync(join(HAMWE_DATA, "compile-cache"), { recursive: true }).length;
  return { said: run.stderr, compiled };
}

test("A server says what its settings lack before it is loaded, and keeps what it compiled", () => {
  const unset = failedStart("unset", { HAMWE_MODE: "production" });
  assert.match(unset.said, /cannot start[\s\S]*HAMWE_APP_DATABASE_URL[\s\S]*HAMWE_SECRET/);
  // Loaded whole, and stopped by a government that says nothing, before any database is asked.
  writeFileSync(join(folder, "jurisdiction.yaml"), "\n");
  const loaded = failedStart("loaded", {
    ...{ HAMWE_MODE: "demo", HAMWE_JURISDICTION: folder },
    HAMWE_APP_DATABASE_URL: "postgres://front@127.0.0.1:1/hamwe",
  });
  assert.match(loaded.said, /jurisdiction\.yaml:1:1 this file is missing or empty/);
  assert.ok(loaded.compiled > 2500, `${loaded.compiled} files`);
  assert.ok(unset.compiled < 0.6 * loaded.compiled, `${unset.compiled} of ${loaded.compiled}`);
});
