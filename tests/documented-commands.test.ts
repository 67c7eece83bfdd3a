/** The settings and commands of docs/running.md, as they stand there, with a database of tests. */
import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { randomBytes } from "node:crypto";
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { parseEnv } from "node:util";
import { readConfig, readSignerConfig } from "../src/config.ts";
import { type FreshDatabase, freshDatabase } from "./database.ts";

const root = join(import.meta.dirname, "..");
const folder = mkdtempSync(join(tmpdir(), "hamwe-documented-"));
const docs = readFileSync(join(root, "docs/running.md"), "utf8");
let database: FreshDatabase;
before(async () => {
  database = await freshDatabase();
  for (const name of ["bin", "keys", "client"]) mkdirSync(join(folder, name), { mode: 0o700 });
  for (const name of ["server", "signer"]) writeFileSync(join(folder, `${name}.env`), given(name));
  // The user stays who they are: the machine of tests has neither of the two.
  script("bin/runuser", '#!/bin/sh\necho "as $2"; shift 3; exec "$@"\n');
  const as = readFileSync(join(root, "deploy/as"), "utf8").replace("/etc/hamwe", folder);
  script("as", as.replace('"$(dirname "$0")/.."', root));
});
after(async () => {
  await database.drop();
  rmSync(folder, { recursive: true });
});

function script(name: string, text: string): void {
  writeFileSync(join(folder, name), text);
  chmodSync(join(folder, name), 0o755);
}

/** The file of the docs, with what everybody puts in: passwords, secrets and places. */
function given(name: string): string {
  const block = docs.split(`\`/etc/hamwe/${name}.env\``)[1]?.split("```")[1] ?? "";
  return block
    .replace(/^sh\n/, "")
    .replace(/postgres:\/\/front\S+/, database.appUrl)
    .replace(/postgres:\/\/signer\S+/, database.signerUrl)
    .replaceAll("/etc/hamwe", folder)
    .replaceAll("/var/lib/hamwe", join(folder, "data"))
    .replaceAll("…", () => randomBytes(32).toString("base64"));
}

/** A command by `deploy/as`, from a shell that has other settings. */
const as = (who: string, name: string, ...words: string[]) =>
  new Promise<{ status: number; text: string }>((resolve) => {
    const env = {
      PATH: `${folder}/bin:${process.env.PATH}`,
      DATABASE_URL: "x",
      HAMWE_MODE: "demo",
    };
    const args = [who, process.execPath, `scripts/${name}.ts`, ...words];
    execFile(join(folder, "as"), args, { env }, (error, stdout, stderr) =>
      resolve({ status: Number(error?.code ?? 0), text: stdout + stderr }),
    );
  });

test("The settings of the docs are all that server and signer need", () => {
  const server = readConfig(parseEnv(given("server")));
  assert.ok(server.ok, JSON.stringify(server));
  const signer = readSignerConfig(parseEnv(given("signer")));
  assert.ok(signer.ok, JSON.stringify(signer));
  assert.equal(signer.value.socket, server.value.signerSocket);
});

test("Each documented command works by them", async () => {
  const client = await as("server", "keys", "client");
  assert.deepEqual([client.status, client.text.split("\n")[0]], [0, "as hamwe"], client.text);
  const made = await as("signer", "keys", "make", "all");
  assert.deepEqual([made.status, made.text.split("\n")[0]], [0, "as hamwe-signer"], made.text);
  const [, kids = ""] = /^npm run keys -- made (.*)$/m.exec(made.text) ?? [];
  const recorded = await as("server", "keys", "made", ...kids.split(" "));
  assert.equal(recorded.status, 0, recorded.text);
  const [row] = await database.ownerSql<{ count: number }[]>`
    select count(*)::int as count from security.event where facts ->> 'act' = 'made'`;
  assert.equal(row?.count, kids.split(" ").length);
  for (const [name, words, ends] of [
    ["secret", [], /0 PINs/],
    ["api-client", ["list"], /no program is registered/],
    ["security", ["verify"], /no link yet/],
  ] as const) {
    const { status, text } = await as("server", name, ...words);
    assert.equal(status, 0, text);
    assert.match(text, ends);
  }
  const unknown = await as("server", "keys", "withdraw", "unheard-of");
  assert.match(unknown.text, /no key unheard-of may sign/);
  assert.match((await as("nobody", "secret")).text, /^deploy\/as server\|signer/);
});
