import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { promisify } from "node:util";
import { type FreshDatabase, freshDatabase } from "../../tests/database.ts";
import { type CaseId, must, ok } from "../kernel/index.ts";
import { newId } from "../platform/db/index.ts";
import { makeI18n } from "../platform/i18n/index.ts";
import { type KeyStore, keyFromPem, linesOf, openKeys, signHere } from "../signing/index.ts";
import { makeCredentials } from "./credentials.ts";
import { exampleLicence } from "./example-licence.ts";

const root = join(import.meta.dirname, "../..");
const folder = mkdtempSync(join(tmpdir(), "hamwe-key-change-"));
let database: FreshDatabase;
before(async () => {
  database = await freshDatabase();
});
after(async () => {
  await database.drop();
  rmSync(folder, { recursive: true });
});

/** A server as it is after its start. */
const server = (store: KeyStore = openKeys(folder, { generate: false })) =>
  makeCredentials({
    sql: database.appSql,
    signer: signHere({ keys: store, territory: "RW", lookUp: async () => undefined }),
    origin: "https://hamwe.example",
    clock: () => new Date(),
    territory: "RW",
    operator: { en: "Example operator" },
    timeZone: "Africa/Kigali",
    i18n: makeI18n(join(root, "messages")),
  });

/** Runs `npm run keys` with these arguments. */
async function keys(...words: readonly string[]): Promise<string> {
  const env = {
    PATH: process.env.PATH,
    HAMWE_MODE: "demo",
    HAMWE_DATA: folder,
    HAMWE_SIGNING_KEYS: folder,
    DATABASE_URL: database.ownerUrl.replace("hamwe_owner@", "postgres@"),
    HAMWE_APP_DATABASE_URL: database.appUrl,
  };
  const script = join(root, "scripts/keys.ts");
  const { stdout } = await promisify(execFile)(process.execPath, [script, ...words], { env });
  return stdout.trim();
}

const inUse = () => openKeys(folder, { generate: false }).key("example-mines");

const kidIn = (report: string): string => report.split(" ")[0] ?? "";

test("A key is replaced, both keys verify, and the old one ends when it is withdrawn", async () => {
  await keys("make", "scheme-operator");
  const old = kidIn(await keys("make", "example-mines"));
  await assert.rejects(keys("make", "example-mines"), /rotate it/);
  const before = server();
  must(await before.issue(exampleLicence({ caseId: newId<CaseId>() })));
  const next = kidIn(await keys("rotate", "example-mines"));
  assert.notEqual(next, old);
  assert.ok(readdirSync(folder).includes(`example-mines.${old}.retired`));
  must(await before.issue(exampleLicence({ caseId: newId<CaseId>() })));
  assert.equal(must(await inUse()).publicKey.kid, next, "without a new start");
  const list = Buffer.from(must(await server().trustList()).split(".")[1] ?? "", "base64url");
  for (const kid of [old, next]) assert.ok(list.includes(kid), "both are on the trust list");
  await assert.rejects(keys("withdraw", "-lHMNyR2HA8"), /no key -lHMNyR2HA8 may sign/);
  assert.match(await keys("withdraw", old), /may no longer sign 1 kinds/);
  const retired = keyFromPem(readFileSync(join(folder, `example-mines.${old}.retired`), "utf8"));
  const late = server({ key: async () => ok(retired) });
  const refused = await late.issue(exampleLicence({ caseId: newId<CaseId>() }));
  assert.equal(refused.ok || refused.refusal.code, "credentials.issuer-withdrawn");
  must(await server().issue(exampleLicence({ caseId: newId<CaseId>() })));
  const rows = await database.ownerSql<{ about: string; act: string }[]>`
    select about, facts ->> 'act' as act from security.event where kind = 'key-changed'
    order by id`;
  assert.deepEqual(
    rows.slice(1).map(({ about, act }) => [about, act]),
    [
      [`key:${old}`, "made"],
      [`key:${next}`, "rotated"],
      [`key:${old}`, "withdrawn"],
    ],
  );
});

test("A stolen key signs no more, another takes its place, and both are recorded", async () => {
  const stolen = must(await inUse()).publicKey.kid;
  const next = kidIn(await keys("compromised", stolen));
  assert.ok(readdirSync(folder).includes(`example-mines.${stolen}.compromised`));
  assert.equal(must(await inUse()).publicKey.kid, next);
  must(await server().issue(exampleLicence({ caseId: newId<CaseId>() })));
  assert.ok((await server().issuedList(stolen))?.ok);
  await assert.rejects(keys("compromised", stolen), /known already/);
  const acts = await database.ownerSql<{ about: string; act: string }[]>`
    select about, facts ->> 'act' as act from security.event where kind = 'key-changed'
    order by id desc limit 2`;
  assert.deepEqual(
    acts.map(({ about, act }) => [about, act]),
    [
      [`key:${next}`, "made"],
      [`key:${stolen}`, "compromised"],
    ],
  );
});

test("A stolen key that has signed nothing yet is ended too", async () => {
  const stolen = kidIn(await keys("rotate", "example-mines"));
  const next = kidIn(await keys("compromised", stolen));
  assert.notEqual(next, stolen);
  assert.ok(readdirSync(folder).includes(`example-mines.${stolen}.compromised`));
  assert.equal(must(await inUse()).publicKey.kid, next);
});

test("Of a stolen key at a signer apart is said which command ends it there", async () => {
  const stolen = must(await inUse()).publicKey.kid;
  const socket = join(folder, "socket");
  const signer = createServer((line) =>
    linesOf(line, (text) => {
      const { id, authority } = JSON.parse(text);
      const isItsKey = authority === "minaloc";
      const value = { kty: "EC", crv: "P-256", x: "", y: "", kid: isItsKey ? stolen : "another" };
      line.write(`${JSON.stringify({ id, result: { ok: true, value } })}\n`);
    }),
  );
  await once(signer.listen(socket), "listening");
  const env = { HAMWE_APP_DATABASE_URL: database.appUrl, HAMWE_SIGNER: socket };
  const script = join(root, "scripts/keys.ts");
  const compromised = (kid: string) =>
    promisify(execFile)(process.execPath, [script, "compromised", kid], { env });
  const mend = `${stolen} still signs for minaloc.*npm run keys -- rotate minaloc`;
  await assert.rejects(compromised(stolen), new RegExp(mend));
  await assert.rejects(compromised("unheard-of"), /has signed anything.*rotate AUTHORITY/);
  must(await server().issue(exampleLicence({ caseId: newId<CaseId>() })));
  assert.match((await compromised(stolen)).stdout, new RegExp(mend));
  signer.close();
});
