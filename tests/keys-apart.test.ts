import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { existsSync, mkdtempSync, readdirSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { promisify } from "node:util";

const root = join(import.meta.dirname, "..");
const folder = mkdtempSync(join(tmpdir(), "hamwe-keys-"));
after(() => rmSync(folder, { recursive: true, force: true }));

/** `npm run keys` with the settings of a signer that runs apart: it reaches no database. */
async function keys(...words: readonly string[]): Promise<string> {
  const env = {
    ...{ PATH: process.env.PATH, HAMWE_MODE: "production", HAMWE_SIGNING_KEYS: folder },
    HAMWE_SIGNER_DATABASE_URL: "postgres://signer@127.0.0.1:1/nowhere",
  };
  const script = join(root, "scripts/keys.ts");
  const { stdout } = await promisify(execFile)(process.execPath, [script, ...words], { env });
  return stdout.trim();
}

test("A signer's user makes and rotates keys with the signer's settings alone", async () => {
  const made = await keys("make", "minaloc");
  const [, kid = ""] = /^(\S+) signs for minaloc/.exec(made) ?? [];
  assert.ok(made.endsWith(`npm run keys -- made ${kid}`), made);
  assert.equal(statSync(join(folder, "minaloc.pem")).mode & 0o777, 0o600);
  const rotated = await keys("rotate", "minaloc");
  assert.match(rotated, /npm run keys -- rotated \S+$/);
  assert.ok(existsSync(join(folder, `minaloc.${kid}.retired`)));
  await keys("make", "all");
  assert.ok(readdirSync(folder).includes("scheme-operator.pem"));
  assert.equal(await keys("make", "all"), "no key is missing");
  assert.match(await keys("withdraw", kid), /^npm run keys -- make AUTHORITY/);
});
