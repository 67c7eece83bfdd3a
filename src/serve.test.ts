import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";

test("A server without its settings says which, and keeps what Node compiled of it", () => {
  const data = mkdtempSync(join(tmpdir(), "hamwe-serve-"));
  try {
    const run = spawnSync(process.execPath, [join(import.meta.dirname, "main.ts")], {
      env: { HAMWE_MODE: "production", HAMWE_DATA: data },
      encoding: "utf8",
    });
    assert.equal(run.status, 1);
    assert.match(run.stderr, /cannot start[\s\S]*HAMWE_/);
    const compiled = readdirSync(join(data, "compile-cache"), { recursive: true });
    assert.ok(compiled.length > 500, `${compiled.length} files`);
  } finally {
    rmSync(data, { recursive: true });
  }
});
