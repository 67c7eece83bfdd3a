import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { type FreshDatabase, freshDatabase } from "../tests/database.ts";

const folder = mkdtempSync(join(tmpdir(), "hamwe-beside-"));
const HAMWE_DATA = join(folder, "data");
let database: FreshDatabase;
before(async () => {
  database = await freshDatabase();
});
after(async () => {
  await database.drop();
  rmSync(folder, { recursive: true });
});

/** A command with these settings and no other. */
const command = (name: string, words: readonly string[], settings: NodeJS.ProcessEnv) =>
  new Promise<{ status: number; text: string }>((resolve) => {
    const env = { PATH: process.env.PATH, HAMWE_DATA, ...settings };
    const args = [join(import.meta.dirname, `${name}.ts`), ...words];
    execFile(process.execPath, args, { env }, (error, stdout, stderr) =>
      resolve({ status: Number(error?.code ?? 0), text: stdout + stderr }),
    );
  });

const commands = [
  ["secret", []],
  ["api-client", ["list"]],
  ["security", ["verify"]],
  ["services-publish", ["--withdraw", "none"]],
  ["settings-export", [join(import.meta.dirname, "../jurisdictions/rw")]],
] as const;

test("A command without settings says which are missing, and makes no database", async () => {
  for (const [name, words] of commands)
    for (const settings of [{}, { HAMWE_MODE: "production" }]) {
      const { status, text } = await command(name, words, settings);
      assert.equal(status, 1, text);
      assert.match(text, /^HAMWE_APP_DATABASE_URL: the login of the server/, name);
      assert.doesNotMatch(text, /\n {4}at /, name);
    }
  assert.ok(!existsSync(HAMWE_DATA));
});

test("A command of production asks for the server's login and what it needs itself", async () => {
  const HAMWE_APP_DATABASE_URL = database.appUrl;
  for (const [name, words] of commands.slice(1, 3)) {
    const { status, text } = await command(name, words, { HAMWE_APP_DATABASE_URL });
    assert.equal(status, 0, text);
  }
  const missing = await command("secret", [], { HAMWE_APP_DATABASE_URL });
  assert.deepEqual(missing, { status: 1, text: "HAMWE_SECRET: the secret of the server\n" });
  const HAMWE_SECRET = "x".repeat(32);
  const counted = await command("secret", [], { HAMWE_APP_DATABASE_URL, HAMWE_SECRET });
  assert.match(counted.text, /^\S+ is the secret; 0 PINs are kept under another one$/m);
});

test("A database that is away or empty is said in words", async () => {
  const away = { HAMWE_APP_DATABASE_URL: "postgres://front@127.0.0.1:1/hamwe" };
  const { status, text } = await command("api-client", ["list"], away);
  assert.equal(status, 1);
  assert.match(text, /^HAMWE_APP_DATABASE_URL: .*\n$/);
  const empty = await freshDatabase("template0");
  const HAMWE_APP_DATABASE_URL = empty.appUrl;
  const unmade = await command("api-client", ["list"], { HAMWE_APP_DATABASE_URL });
  await empty.drop();
  assert.deepEqual(unmade.status, 1);
  assert.match(unmade.text, /^the database is empty: npm run migrate/);
});

test("What was not done is not said to be done", async () => {
  const HAMWE_APP_DATABASE_URL = database.appUrl;
  for (const words of [[], ["disable", "nobody"], ["add", "bank"], ["made"]]) {
    const { status, text } = await command("api-client", words, { HAMWE_APP_DATABASE_URL });
    assert.equal(status, 1, text);
    assert.doesNotMatch(text, /\n {4}at /);
  }
});
