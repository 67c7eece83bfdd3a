import assert from "node:assert/strict";
import { randomBytes } from "node:crypto";
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { settingNames, unknownSettings } from "./config/names.ts";
import { isHardToGuess, readConfig, readOwnerConfig, readSignerConfig } from "./config.ts";

const dataDir = mkdtempSync(join(tmpdir(), "hamwe-config-"));
after(() => rmSync(dataDir, { recursive: true }));

test("The demo needs no settings, and keeps the secret that it made to itself", () => {
  const first = readConfig({ HAMWE_DATA: dataDir });
  assert.ok(first.ok);
  assert.equal(first.value.mode, "demo");
  assert.equal(first.value.port, 3000);
  assert.equal(first.value.baseUrl, "http://localhost:3000");
  assert.ok(first.value.secret.length >= 32);
  assert.equal(statSync(join(dataDir, "secrets.json")).mode & 0o777, 0o600);
  assert.deepEqual(readConfig({ HAMWE_DATA: dataDir }), first);
});

test("Production says everything that is missing at once, and guesses nothing", () => {
  const result = readConfig({ HAMWE_MODE: "production", HAMWE_SECRET: "too short", PORT: "http" });
  assert.ok(!result.ok);
  assert.deepEqual(
    result.missing.map((line) => line.split(":")[0]),
    [
      "PORT",
      "HAMWE_APP_DATABASE_URL",
      "HAMWE_BASE_URL",
      "HAMWE_SECRET",
      "HAMWE_ISSUER_URL",
      "HAMWE_CLIENT_ID",
      "HAMWE_CLIENT_KEY",
      "HAMWE_PROXIES",
      "HAMWE_SIGNING_KEYS",
      "HAMWE_SIGNER_DATABASE_URL",
    ],
  );
});

test("A mode that does not exist is refused rather than taken for the demo", () => {
  assert.ok(!readConfig({ HAMWE_MODE: "prod" }).ok);
});

test("Only addresses and networks are believed to be proxies, and never everybody", () => {
  const proxies = (HAMWE_PROXIES: string) => readConfig({ HAMWE_DATA: dataDir, HAMWE_PROXIES });
  const good = proxies("10.0.0.7, 10.1.0.0/16 ::1");
  assert.ok(good.ok);
  assert.equal(good.value.proxies, "10.0.0.7,10.1.0.0/16,::1");
  for (const wrong of ["true", "0.0.0.0/0", "10.0.0.0/33", "proxy.example", "10.0.0.0/8/8"])
    assert.ok(!proxies(wrong).ok, wrong);
});

const production = {
  HAMWE_MODE: "production",
  HAMWE_APP_DATABASE_URL: "postgres://front@db.example/hamwe",
  HAMWE_BASE_URL: "https://hamwe.example",
  HAMWE_SECRET: randomBytes(32).toString("base64"),
  HAMWE_ISSUER_URL: "https://id.example",
  HAMWE_CLIENT_ID: "hamwe",
  HAMWE_CLIENT_KEY: "client.jwk",
  HAMWE_SIGNING_KEYS: "keys",
  HAMWE_SIGNER_DATABASE_URL: "postgres://signer@db.example/hamwe",
  HAMWE_PROXIES: "10.0.0.7",
};

/** The names of what is missing or wrong. */
const wrong = (env: Record<string, string>): string[] => {
  const result = readConfig({ HAMWE_DATA: dataDir, ...env });
  return result.ok ? [] : result.missing.map((line) => line.split(":")[0] ?? "");
};

test("Settings that look like a government's server are no demonstration by default", () => {
  const { HAMWE_MODE: _lost, ...rest } = production;
  assert.deepEqual(wrong(rest), ["HAMWE_MODE"]);
  for (const [name, value] of [
    ["DATABASE_URL", "postgres://owner@db.example/hamwe"],
    ["HAMWE_APP_DATABASE_URL", production.HAMWE_APP_DATABASE_URL],
    ["HAMWE_BASE_URL", "https://hamwe.example"],
    ["HAMWE_ISSUER_URL", "https://id.example"],
    ["HAMWE_SIGNING_KEYS", "keys"],
    ["HAMWE_SIGNER", "/run/hamwe-signer/socket"],
    ["HAMWE_HOST", "0.0.0.0"],
  ] as const) {
    assert.deepEqual(wrong({ [name]: value }), ["HAMWE_MODE"], name);
    assert.deepEqual(wrong({ [name]: value, HAMWE_MODE: "demo" }), [], name);
  }
});

test("A production server holds no login that could change the database's shape", () => {
  assert.deepEqual(wrong(production), []);
  assert.deepEqual(wrong({ ...production, DATABASE_URL: "postgres://owner@db.example/hamwe" }), [
    "DATABASE_URL",
  ]);
  assert.ok(!readOwnerConfig({ HAMWE_MODE: "production" }).ok);
  assert.ok(!readOwnerConfig({ DATABASE_URL: "postgres://owner@db.example/hamwe" }).ok);
});

test("An address with a path is refused, as no page would be found there", () => {
  for (const path of ["/portal", "/portal/", "/?a=1", "/#top"]) {
    const HAMWE_BASE_URL = `https://hamwe.example${path}`;
    assert.deepEqual(wrong({ ...production, HAMWE_BASE_URL }), ["HAMWE_BASE_URL"], path);
    assert.deepEqual(wrong({ HAMWE_BASE_URL: `http://localhost${path}` }), ["HAMWE_BASE_URL"]);
  }
  const slash = readConfig({ ...production, HAMWE_BASE_URL: "https://hamwe.example:8443/" });
  assert.ok(slash.ok && slash.value.baseUrl === "https://hamwe.example:8443");
});

test("A name that no setting has is said, with the one that may be meant", () => {
  assert.deepEqual(
    unknownSettings({
      ...production,
      ...{ HAMWE_SMPT_URL: "smtp://mail", HAMWE_SECRET_FILE: "", HAMWE_CARD_KEY_FILE: "" },
      ...{ HAMWE_HOST_FILE: "", HAMWE_ZZZ: "1", PATH: "/bin", HAMWE_MOMO_URL: "" },
    }),
    [
      "HAMWE_HOST_FILE: no setting has this name; is HAMWE_HOST meant?",
      "HAMWE_SMPT_URL: no setting has this name; is HAMWE_SMTP_URL meant?",
      "HAMWE_ZZZ: no setting has this name",
    ],
  );
});

test("Every setting that the program reads is among the names", () => {
  const folders = ["src", "scripts"].map((name) => join(import.meta.dirname, "..", name));
  const read = folders.flatMap((folder) =>
    readdirSync(folder, { recursive: true, encoding: "utf8" })
      .filter((path) => path.endsWith(".ts") && !/\.test\.ts$|names\.ts$/.test(path))
      .flatMap((path) => readFileSync(join(folder, path), "utf8").match(/\bHAMWE_[A-Z_]+/g) ?? []),
  );
  const env = Object.fromEntries(
    read.filter((name) => !name.endsWith("_")).map((name) => [name, ""]),
  );
  assert.deepEqual(unknownSettings(env), []);
  for (const name of settingNames) assert.ok(read.includes(name), name);
});

test("What leads to no database or no government is said by its name", () => {
  for (const url of [
    "hamwe",
    "host=db dbname=hamwe",
    "postgres://front:p#w@db/hamwe",
    "https://db",
  ])
    assert.deepEqual(
      wrong({ ...production, HAMWE_APP_DATABASE_URL: url, HAMWE_SIGNER_DATABASE_URL: url }),
      ["HAMWE_APP_DATABASE_URL", "HAMWE_SIGNER_DATABASE_URL"],
      url,
    );
  const socket = "postgres://front@%2Frun%2Fpostgresql/hamwe";
  assert.deepEqual(wrong({ ...production, HAMWE_APP_DATABASE_URL: socket }), []);
  assert.ok(!readOwnerConfig({ HAMWE_MODE: "production", DATABASE_URL: "hamwe" }).ok);
  const nowhere = readConfig({ ...production, HAMWE_JURISDICTION: join(dataDir, "rw") });
  assert.ok(!nowhere.ok);
  assert.deepEqual(nowhere.missing, [
    `HAMWE_JURISDICTION: there is no folder ${join(dataDir, "rw")}`,
  ]);
  assert.deepEqual(wrong({ ...production, HAMWE_JURISDICTION: dataDir }), ["HAMWE_JURISDICTION"]);
});

test("An address that leads to no OpenID Provider is said by its name", () => {
  for (const url of ["notaurl", "id.example", "ftp://id.example", "https://"])
    assert.deepEqual(wrong({ ...production, HAMWE_ISSUER_URL: url }), ["HAMWE_ISSUER_URL"], url);
});

test("A server whose signer runs apart knows neither its keys nor its login", () => {
  const { HAMWE_SIGNING_KEYS: _keys, HAMWE_SIGNER_DATABASE_URL: _login, ...rest } = production;
  const own = ["HAMWE_SIGNING_KEYS", "HAMWE_SIGNER_DATABASE_URL"];
  assert.deepEqual(wrong(rest), own);
  assert.deepEqual(wrong({ ...rest, HAMWE_SIGNER: "/run/signer" }), []);
  assert.deepEqual(wrong({ ...production, HAMWE_SIGNER: "/run/signer" }), own);
});

test("A signer says everything that is missing, and takes nothing by which it could serve", () => {
  const names = (env: Record<string, string>) => {
    const result = readSignerConfig(env);
    return result.ok ? [] : result.missing.map((line) => line.split(":")[0]);
  };
  const signer = {
    ...{ HAMWE_MODE: "production", HAMWE_SIGNER: "/run/signer", HAMWE_SIGNING_KEYS: "/keys" },
    ...{ HAMWE_TERRITORY: "rw", HAMWE_SIGNER_DATABASE_URL: "postgres://signer@db.example/hamwe" },
  };
  const needed = ["HAMWE_SIGNER", "HAMWE_SIGNING_KEYS", "HAMWE_TERRITORY"];
  assert.deepEqual(names({ HAMWE_MODE: "production" }), [...needed, "HAMWE_SIGNER_DATABASE_URL"]);
  assert.deepEqual(names(signer), []);
  const { HAMWE_SECRET, HAMWE_APP_DATABASE_URL } = production;
  const both = { ...signer, HAMWE_SECRET, HAMWE_APP_DATABASE_URL };
  assert.deepEqual(names(both), ["HAMWE_SECRET", "HAMWE_APP_DATABASE_URL"]);
});

test("Production says which proxies stand in front of it, or that there is none", () => {
  assert.deepEqual(wrong({ ...production, HAMWE_PROXIES: "" }), ["HAMWE_PROXIES"]);
  const none = readConfig({ ...production, HAMWE_PROXIES: "none" });
  assert.ok(none.ok && none.value.proxies === undefined);
});

test("The secret before is another one, and as hard to guess", () => {
  const HAMWE_SECRET_BEFORE = randomBytes(32).toString("base64");
  const changing = readConfig({ ...production, HAMWE_SECRET_BEFORE });
  assert.ok(changing.ok && changing.value.secretBefore === HAMWE_SECRET_BEFORE);
  for (const before of ["a".repeat(32), production.HAMWE_SECRET])
    assert.deepEqual(wrong({ ...production, HAMWE_SECRET_BEFORE: before }), [
      "HAMWE_SECRET_BEFORE",
    ]);
});

test("A secret that is long and easy to guess is none", () => {
  for (const easy of [
    "a".repeat(32),
    "0123456789abcdefghijklmnopqrstuvwxyz",
    "changeme".repeat(6),
    `${"password".repeat(5)}1`,
    "password1password2password3password4",
    "x9Fq-hamwe-2026-x9Fq-hamwe-2027-x9Fq-hamwe",
    "password-password-password-password-",
    "00000000000000000000000000000000000000000000000000000001",
    "too short 4fQ!",
  ]) {
    assert.ok(!isHardToGuess(easy), easy);
    assert.deepEqual(wrong({ ...production, HAMWE_SECRET: easy }), ["HAMWE_SECRET"], easy);
    assert.deepEqual(wrong({ HAMWE_METRICS_TOKEN: easy }), ["HAMWE_METRICS_TOKEN"], easy);
  }
  for (let round = 0; round < 200; round++)
    for (const encoding of ["hex", "base64", "base64url"] as const)
      assert.ok(isHardToGuess(randomBytes(32).toString(encoding)));
});

test("A secret may come from a file, and is then given once", () => {
  const file = join(dataDir, "secret");
  writeFileSync(file, `${production.HAMWE_SECRET}\n`);
  const { HAMWE_SECRET: _secret, ...rest } = production;
  const fromFile = readConfig({ ...rest, HAMWE_SECRET_FILE: file });
  assert.ok(fromFile.ok && fromFile.value.secret === production.HAMWE_SECRET);
  assert.deepEqual(wrong({ ...production, HAMWE_SECRET_FILE: file }), ["HAMWE_SECRET"]);
  const gone = { ...rest, HAMWE_SECRET_FILE: join(dataDir, "nothing") };
  assert.deepEqual(wrong(gone), ["HAMWE_SECRET_FILE", "HAMWE_SECRET"]);
});

test("An account with a payment provider is given whole, and over https", () => {
  const key = randomBytes(24).toString("hex");
  const file = join(dataDir, "card");
  writeFileSync(file, `${key}\n`);
  const card = { HAMWE_CARD_URL: "https://pay.example/", HAMWE_CARD_KEY_FILE: file };
  const momo = {
    ...{ HAMWE_MOMO_URL: "https://momo.example", HAMWE_MOMO_ENVIRONMENT: "mtnrwanda" },
    ...{ HAMWE_MOMO_SUBSCRIPTION: "sub", HAMWE_MOMO_USER: "user", HAMWE_MOMO_KEY: "key" },
  };
  const both = readConfig({ ...production, ...card, ...momo, HAMWE_AUTOMATIC_REFUND: "0" });
  assert.ok(both.ok);
  const { payments } = both.value;
  assert.deepEqual(payments?.card, { url: "https://pay.example", secret: key });
  assert.equal(payments?.momo?.collection.user, "user");
  assert.equal(payments?.momo?.disbursement, undefined);
  assert.equal(payments?.automaticRefundMinor, 0);
  const { HAMWE_MOMO_KEY: _, ...some } = momo;
  assert.deepEqual(wrong({ ...production, ...some }), ["HAMWE_MOMO_KEY"]);
  const open = { ...momo, HAMWE_MOMO_URL: "http://momo.example" };
  assert.deepEqual(wrong({ ...production, ...open }), ["HAMWE_MOMO_URL"]);
  const odd = { ...production, HAMWE_AUTOMATIC_REFUND: "much" };
  assert.deepEqual(wrong(odd), ["HAMWE_AUTOMATIC_REFUND"]);
});
