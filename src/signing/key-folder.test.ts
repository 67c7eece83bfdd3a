import assert from "node:assert/strict";
import { chmodSync, copyFileSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { openKeys, problemsOfKeys } from "./index.ts";

const folder = mkdtempSync(join(tmpdir(), "hamwe-keys-"));
after(() => rmSync(folder, { recursive: true }));
const file = (name: string) => join(folder, `${name}.pem`);

test("A folder of signing keys is looked at whole before anything relies on it", async () => {
  const missing = await problemsOfKeys(folder, ["rdb", "rmb"]);
  assert.deepEqual(
    missing,
    ["scheme-operator", "rdb", "rmb"].map((name) => `${file(name)}: is missing`),
  );
  const keys = openKeys(folder, { generate: true });
  for (const name of ["scheme-operator", "rdb", "rmb"]) await keys.key(name);
  assert.deepEqual(await problemsOfKeys(folder, ["rdb", "rmb"]), []);
});

test("A key that others can read, that two authorities share, or none, is reported", async () => {
  chmodSync(file("rdb"), 0o640);
  copyFileSync(file("scheme-operator"), file("rmb"));
  chmodSync(file("rmb"), 0o600);
  writeFileSync(file("minaloc"), "no key", { mode: 0o600 });
  assert.deepEqual(await problemsOfKeys(folder, ["rdb", "rmb", "minaloc"]), [
    `${file("rdb")}: must have mode 0600`,
    `${file("rmb")}: is the key of scheme-operator`,
    `${file("minaloc")}: is no private key on P-256 (PKCS #8, PEM)`,
  ]);
  chmodSync(folder, 0o755);
  assert.match((await problemsOfKeys(folder, [])).join(), /mode 0700/);
});
