import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { chmodSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { promisify } from "node:util";
import { migrate, openDatabase } from "../src/platform/db/index.ts";

const root = join(import.meta.dirname, "..");
const folder = mkdtempSync(join(tmpdir(), "hamwe-client-"));
// Started by root, PostgreSQL has an account of its own, which must be able to come here.
chmodSync(folder, 0o755);
after(() => rmSync(folder, { recursive: true, force: true }));

/** `npm run api:client` with these words, against the data in `folder`. */
async function client(...words: readonly string[]): Promise<string> {
  const env = { PATH: process.env.PATH, HAMWE_MODE: "demo", HAMWE_DATA: folder };
  const script = join(root, "scripts/api-client.ts");
  const { stdout } = await promisify(execFile)(process.execPath, [script, ...words], { env });
  return stdout.trim();
}

test("A program is registered beside a running server, and without one", async () => {
  const server = await openDatabase({ dataDir: join(folder, "postgres") });
  try {
    await migrate(server.ownerUrl ?? assert.fail(), join(root, "migrations"));
    const scopes = ["--name", "The Bank", "--scopes", "applications:read"];
    assert.match(await client("add", "bank", ...scopes), /^bank is registered/);
    assert.match(await client("list"), /^bank\tThe Bank\tapplications:read\tsecret$/m);
  } finally {
    await server.stop();
  }
  assert.equal(
    await client("disable", "bank"),
    "bank is switched off; its tokens say nothing any more",
  );
});
