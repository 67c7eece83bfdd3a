import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { existsSync, mkdtempSync, readdirSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";

const root = join(import.meta.dirname, "..");
const folder = mkdtempSync(join(tmpdir(), "hamwe-keys-"));
after(() => rmSync(folder, { recursive: true, force: true }));

const asSigner = {
  ...{ HAMWE_MODE: "production", HAMWE_SIGNING_KEYS: folder },
  HAMWE_SIGNER_DATABASE_URL: "postgres://signer@127.0.0.1:1/nowhere",
};

/** `npm run keys` with these settings: how it ends, and what it says. */
const run = (settings: Readonly<Record<string, string>>, ...words: readonly string[]) =>
  new Promise<{ status: number; text: string }>((resolve) => {
    const env = { PATH: process.env.PATH, ...settings };
    const script = join(root, "scripts/keys.ts");
    execFile(process.execPath, [script, ...words], { env }, (error, stdout, stderr) =>
      resolve({ status: Number(error?.code ?? 0), text: (stdout + stderr).trim() }),
    );
  });

/** With the settings of a signer that runs apart: it reaches no database. */
async function keys(...words: readonly string[]): Promise<string> {
  const { status, text } = await run(asSigner, ...words);
  assert.equal(status, 0, text);
  return text;
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
  const withdrawn = await run(asSigner, "withdraw", kid);
  assert.equal(withdrawn.status, 1);
  assert.match(withdrawn.text, /^withdraw: with the settings of the server/);
});

test("A server beside a signer apart makes no keys of its own", async () => {
  const HAMWE_DATA = join(folder, "data");
  const asServer = {
    ...{ HAMWE_MODE: "production", HAMWE_DATA, HAMWE_SIGNER: join(folder, "nobody") },
    HAMWE_APP_DATABASE_URL: "postgres://front@127.0.0.1:1/nowhere",
  };
  for (const words of [
    ["make", "all"],
    ["rotate", "minaloc"],
  ])
    for (const settings of [asServer, { ...asServer, ...asSigner }]) {
      const { status, text } = await run(settings, ...words);
      assert.equal(status, 1);
      assert.match(text, /not with HAMWE_SIGNER\. As the signer's user.*npm run keys -- \w+ \w+$/);
    }
  assert.ok(!existsSync(HAMWE_DATA));
});

test("The key of our client asks for its file alone", async () => {
  const HAMWE_CLIENT_KEY = join(folder, "client.jwk");
  assert.match((await run({}, "client")).text, /^HAMWE_CLIENT_KEY: the file/);
  const { status, text } = await run({ HAMWE_CLIENT_KEY }, "client");
  assert.equal(status, 0, text);
  assert.equal(JSON.parse(text).crv, "P-256");
});

test("Without a verb the usage has each of them, and the command fails", async () => {
  const { status, text } = await run({});
  assert.equal(status, 1);
  for (const verb of ["client", "make all", "make A", "rotate", "made", "withdraw", "compromised"])
    assert.ok(text.includes(`npm run keys -- ${verb}`), verb);
});
