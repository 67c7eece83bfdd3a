import assert from "node:assert/strict";
import { spawn, spawnSync } from "node:child_process";
import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { after, test } from "node:test";
import { freshDatabase } from "../tests/database.ts";
import { announce } from "../tests/postgres-log.ts";

const folder = mkdtempSync(join(tmpdir(), "hamwe-serve-"));
after(() => rmSync(folder, { recursive: true }));
const main = join(import.meta.dirname, "main.ts");

/** Starts what cannot start: what it says, without a stack. */
function failed(file: string, args: readonly string[], settings: Readonly<Record<string, string>>) {
  const run = spawnSync(process.execPath, [file, ...args], { env: settings, encoding: "utf8" });
  assert.equal(run.status, 1, run.stderr);
  assert.doesNotMatch(run.stderr, /\n {4}at /);
  return run.stderr;
}

/** Of a server, and how many files were compiled of it. */
function failedStart(name: string, settings: Readonly<Record<string, string>>) {
  const HAMWE_DATA = join(folder, name);
  const said = failed(main, [], { ...settings, HAMWE_DATA });
  const compiled = readdirSync(join(HAMWE_DATA, "compile-cache"), { recursive: true }).length;
  return { said, compiled };
}

test("A server says what its settings lack before it is loaded", () => {
  const unset = failedStart("unset", { HAMWE_MODE: "production" });
  assert.match(unset.said, /cannot start[\s\S]*HAMWE_APP_DATABASE_URL[\s\S]*HAMWE_SECRET/);
  const mixed = failedStart("mixed", {
    ...{ HAMWE_MODE: "demo", HAMWE_APP_DATABASE_URL: "postgres://front@127.0.0.1:1/hamwe" },
  });
  assert.match(mixed.said, /cannot start.*\n {2}HAMWE_MODE: production, as HAMWE_APP_DATABASE_URL/);
  // Loaded whole, a server leaves more than 2,500.
  for (const { compiled } of [unset, mixed]) assert.ok(compiled < 1700, `${compiled} files`);
});

const production = (url: string) => ({
  ...{ HAMWE_DATA: join(folder, "data"), HAMWE_MODE: "production", HAMWE_PROXIES: "none" },
  ...{ HAMWE_APP_DATABASE_URL: url, HAMWE_SIGNER: join(folder, "socket") },
  ...{ HAMWE_BASE_URL: "https://hamwe.example", HAMWE_SECRET: "q9Zt3Lw7Xc1Vb5Nm8Kj2Hg6Fd4Sa0PoIu" },
  ...{ HAMWE_ISSUER_URL: "https://id.example", HAMWE_CLIENT_ID: "hamwe" },
  HAMWE_CLIENT_KEY: join(folder, "client.jwk"),
});

test("What is wrong with its database is said in words, by servers and commands", async () => {
  const database = await freshDatabase();
  const script = (name: string) => join(import.meta.dirname, `../scripts/${name}.ts`);
  const nowhere = database.ownerUrl.replace(/[^/]*$/, "nowhere");
  announce("nowhere", ["3D000"]);
  try {
    assert.match(
      failed(main, [], production(database.ownerUrl)),
      /^Hamwe cannot start.*\n {2}HAMWE_APP_DATABASE_URL: hamwe_owner may become hamwe_owner/,
    );
    const loaded = failedStart("loaded", production(nowhere));
    assert.match(
      loaded.said,
      /\n {2}HAMWE_APP_DATABASE_URL: PostgreSQL at .*: database "nowhere" does not exist\n$/,
    );
    // What it compiled is kept for the next start.
    assert.ok(loaded.compiled > 2500, `${loaded.compiled} files`);
    assert.match(
      failed(script("migrate"), [], { HAMWE_MODE: "production", DATABASE_URL: nowhere }),
      /^DATABASE_URL: PostgreSQL at .*: database "nowhere" does not exist\n$/,
    );
    assert.match(
      failed(script("migrate"), [], { HAMWE_MODE: "production", DATABASE_URL: database.appUrl }),
      /^DATABASE_URL: .* The login needs CREATEROLE/,
    );
  } finally {
    await database.drop();
  }
  const HAMWE_SIGNER_DATABASE_URL = "postgres://signer@127.0.0.1:1/nowhere";
  const signer = { HAMWE_SIGNING_KEYS: folder, HAMWE_SIGNER_DATABASE_URL };
  assert.match(failed(script("keys"), ["rotate", "nobody"], signer), /^\S+nobody\.pem is missing:/);
});

test("A server says at once that it waits for PostgreSQL", async () => {
  const env = production("postgres://front@127.0.0.1:1/hamwe");
  const child = spawn(process.execPath, [main], { env, stdio: ["ignore", "ignore", "pipe"] });
  for await (const line of createInterface({ input: child.stderr })) {
    assert.match(line, /^Waiting up to a minute for PostgreSQL at 127\.0\.0\.1:1 \(database hamwe/);
    break;
  }
  child.kill("SIGKILL");
});
