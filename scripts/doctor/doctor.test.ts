import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { generateKeyPairSync } from "node:crypto";
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { readConfig } from "../../src/config.ts";
import { freshDatabase } from "../../tests/database.ts";
import { lookAtDatabase } from "./database.ts";
import { type Finding, textOf } from "./finding.ts";
import { lookAtIdentity } from "./identity.ts";
import { lookAtGovernment } from "./keys.ts";
import { lookAtMachine } from "./machine.ts";

const folder = mkdtempSync(join(tmpdir(), "hamwe-doctor-"));
after(() => rmSync(folder, { recursive: true }));
const migrations = join(import.meta.dirname, "../../migrations");
const wrong = (findings: readonly Finding[]) =>
  findings.filter(({ level }) => level === "wrong").map(({ text }) => text);

const configured = readConfig({ HAMWE_MODE: "demo", HAMWE_DATA: folder });
const machine = configured.ok ? configured.value : assert.fail(configured.missing.join());

/** What the command says is wrong with these settings. */
function wrongWith(settings: Readonly<Record<string, string>>): string {
  const run = spawnSync(process.execPath, [join(import.meta.dirname, "../doctor.ts"), "--json"], {
    env: { PATH: process.env.PATH, HAMWE_MODE: "production", ...settings },
    encoding: "utf8",
  });
  assert.equal(run.status, 1, run.stderr);
  return wrong(JSON.parse(run.stdout)).join("\n");
}

test("Everything that is missing is said at once, and the command fails", () => {
  const told = wrongWith({});
  for (const name of ["APP_DATABASE_URL", "BASE_URL", "SECRET", "ISSUER_URL", "SIGNING_KEYS"])
    assert.match(told, new RegExp(`HAMWE_${name}`));
});

test("A proxy on this machine has to be named where the server listens here alone", () => {
  const told = (host: string, proxies?: string) =>
    lookAtMachine({ ...machine, host, ...(proxies && { proxies }) }, {})
      .filter(({ text }) => text.startsWith("HAMWE_PROXIES:"))
      .map(({ level }) => level);
  assert.deepEqual(told("127.0.0.1", "10.0.0.7"), ["weak"]);
  assert.deepEqual(told("localhost", "10.0.0.7"), ["weak"]);
  assert.deepEqual(told("127.0.0.1", "10.0.0.7,127.0.0.1"), []);
  assert.deepEqual(told("127.0.0.1", "127.0.0.0/8"), []);
  assert.deepEqual(told("10.0.0.11", "10.0.0.7"), []);
});

test("A name that no setting has is weak, with the one that may be meant", () => {
  const run = spawnSync(process.execPath, [join(import.meta.dirname, "../doctor.ts"), "--json"], {
    env: { PATH: process.env.PATH, HAMWE_MODE: "production", HAMWE_SMPT_URL: "smtp://mail" },
    encoding: "utf8",
  });
  const weak = (JSON.parse(run.stdout) as Finding[]).filter(({ level }) => level === "weak");
  assert.deepEqual(
    weak.map(({ text }) => text),
    ["HAMWE_SMPT_URL: no setting has this name; is HAMWE_SMTP_URL meant?"],
  );
});

test("A login and a folder that lead nowhere are findings by their names", () => {
  const HAMWE_JURISDICTION = join(folder, "nowhere");
  const told = wrongWith({ HAMWE_APP_DATABASE_URL: "hamwe", HAMWE_JURISDICTION });
  assert.match(told, /^HAMWE_APP_DATABASE_URL: postgres:\/\/user/m);
  assert.match(told, /^HAMWE_JURISDICTION: there is no folder \/.*nowhere$/m);
});

test("A database whose login comes from a file is looked at before the rest is there", () => {
  const file = join(folder, "login");
  writeFileSync(file, "postgres://front@127.0.0.1:1/hamwe\n", { mode: 0o600 });
  const told = wrongWith({ HAMWE_APP_DATABASE_URL_FILE: file });
  assert.match(told, /ECONNREFUSED|cannot be reached|connect/);
});

test("Of files that settings name only those with a secret are to be private", () => {
  const file = join(folder, "public");
  writeFileSync(file, "for everybody\n", { mode: 0o644 });
  const config = readConfig({ HAMWE_DATA: folder });
  assert.ok(config.ok);
  const named = { SSL_CERT_FILE: file, HAMWE_ODD_FILE: file, HAMWE_SECRET_FILE: file };
  assert.deepEqual(
    wrong(lookAtMachine(config.value, named)).filter((text) => text.includes("_FILE")),
    [`HAMWE_SECRET_FILE: others may read ${file}; chmod 600`],
  );
});

test("A signer that is away is one finding, and no key is to be made for it", async () => {
  const socket = join(folder, "nobody");
  const config = readConfig({ HAMWE_MODE: "demo", HAMWE_DATA: folder, HAMWE_SIGNER: socket });
  assert.ok(config.ok);
  const { findings } = await lookAtGovernment(config.value);
  const [told = "", ...more] = wrong(findings);
  assert.ok(told.startsWith(`nobody answers at ${socket}`), told);
  assert.deepEqual(more, []);
  assert.doesNotMatch(textOf(findings), /keys -- make/);
});

test("A database that loses files, serves its owner or is of nobody is not good", async () => {
  const database = await freshDatabase();
  try {
    const findings = await lookAtDatabase(database.ownerUrl, migrations);
    const told = wrong(findings).join("\n");
    assert.match(told, /fsync is off/);
    assert.match(told, /synchronous_commit is off/);
    assert.match(told, /may become hamwe_owner/);
    assert.match(told, /nobody has said what this database is for/);
    assert.match(told, /no administrator: npm run admin/);
    assert.match(textOf(findings), /\nweak {2}database: archive_mode is off/);
  } finally {
    await database.drop();
  }
  const away = await lookAtDatabase("postgres://front@127.0.0.1:1/hamwe", migrations);
  assert.match(wrong(away).join(), /ECONNREFUSED|cannot be reached|connect/);
});

test("A key that others may read and a provider that is away are both said", async () => {
  const clientKeyFile = join(folder, "client.jwk");
  const identity = { issuerUrl: "http://127.0.0.1:1", clientId: "hamwe", clientKeyFile };
  const none = await lookAtIdentity(identity, "https://hamwe.example", []);
  assert.match(wrong(none).join(), /client\.jwk: ENOENT.*npm run keys -- client/);
  const { privateKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
  const jwk = privateKey.export({ format: "jwk" });
  writeFileSync(clientKeyFile, JSON.stringify(jwk));
  chmodSync(clientKeyFile, 0o644);
  const told = wrong(await lookAtIdentity(identity, "https://hamwe.example", [])).join("\n");
  assert.match(told, /must have mode 0600/);
  assert.match(told, /127\.0\.0\.1:1: .*(fetch failed|ECONNREFUSED)/);
});
