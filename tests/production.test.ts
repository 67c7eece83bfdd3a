import assert from "node:assert/strict";
import { generateKeyPairSync, randomBytes } from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { after, afterEach, before, beforeEach, describe, it } from "node:test";
import { type App, makeApp } from "../src/app.ts";
import { loadCatalogue } from "../src/catalogue/index.ts";
import { offeredCentres } from "../src/centres/index.ts";
import { type Config, readConfig } from "../src/config.ts";
import { type CaseId, type CommandId, must, type PersonId, refuse } from "../src/kernel/index.ts";
import { newId } from "../src/platform/db/index.ts";
import { setUpDatabase } from "../src/set-up.ts";
import { openKeys, type Signer, signHere } from "../src/signing/index.ts";
import { type FreshDatabase, freshDatabase } from "./database.ts";
import { secret } from "./simulators/hosted-page.ts";
import { startSimulator } from "./simulators/start.ts";

const folder = mkdtempSync(join(tmpdir(), "hamwe-production-"));
const config: Config = {
  mode: "production",
  host: "localhost",
  port: 0,
  baseUrl: "https://hamwe.example",
  dataDir: folder,
  jurisdictionDir: resolve(import.meta.dirname, "../jurisdictions/rw"),
  databaseUrl: undefined,
  appDatabaseUrl: undefined,
  secret: randomBytes(32).toString("base64"),
  identity: {
    issuerUrl: "https://id.example",
    clientId: "hamwe",
    clientKeyFile: join(folder, "client.jwk"),
  },
  signingKeysDir: join(folder, "keys"),
};

/** The keys that this government needs, made as an administrator would. */
async function makeKeys(signingKeysDir: string): Promise<void> {
  const keys = openKeys(signingKeysDir, { generate: true });
  const services = loadCatalogue(config.jurisdictionDir).catalogue?.services ?? [];
  for (const { authority } of services) await keys.key(authority);
  await keys.key("scheme-operator");
}

const host = "hamwe.example";
let database: FreshDatabase;
let app: App | undefined;

const start = async (
  settings: Partial<Config> = {},
  appUrl = database.appUrl,
  signer?: () => Signer,
): Promise<App> => {
  app = await makeApp({
    config: { ...config, ...settings },
    access: { appUrl },
    logLevel: "silent",
    ...(signer && { signer }),
  });
  return app;
};

before(async () => {
  const { privateKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
  writeFileSync(join(folder, "client.jwk"), JSON.stringify(privateKey.export({ format: "jwk" })));
  await makeKeys(config.signingKeysDir);
});
after(() => rmSync(folder, { recursive: true }));
beforeEach(async () => {
  database = await freshDatabase();
});
afterEach(async () => {
  await app?.close();
  app = undefined;
  await database.drop();
});

describe("A production server", () => {
  it("opens with the app's login alone, and nothing of a demonstration is there", async () => {
    await setUpDatabase(database.ownerUrl, "production");
    const { http, sql, parts } = await start();
    assert.equal(parts.demo, undefined);
    for (const url of ["/demo", "/demo/outbox", "/demo/phone", "/demo-issuer/*"])
      assert.ok(!http.hasRoute({ method: "GET", url }), url);
    assert.ok(http.hasRoute({ method: "GET", url: "/services" }));
    for (const table of ["auth.officer", "auth.person", "programs.client"])
      assert.equal((await sql.unsafe(`select from ${table}`)).length, 0, table);
  });
  it("offers no hall that is only illustrative, and one that states its source", async () => {
    await setUpDatabase(database.ownerUrl, "production");
    const { http, parts } = await start();
    const invented = parts.catalogue.jurisdiction.centres ?? [];
    assert.ok(invented.length > 0 && invented.every(({ illustrative }) => illustrative));
    assert.deepEqual(parts.centres.list(), []);
    const page = async (url: string) => (await http.inject({ url, headers: { host } })).body;
    const service = "/services/birth-certificate?lang=en";
    assert.doesNotMatch(await page(service), /Kigali service hall/);
    assert.doesNotMatch(await page("/centres?lang=en"), /Kigali service hall/);
    const booking = await http.inject({ url: "/centres/kigali/book", headers: { host } });
    assert.equal(booking.statusCode, 404);
    const [kigali] = invented;
    const { illustrative: _, ...real } = kigali ?? assert.fail();
    const sourced = { ...real, source: "https://example.rw/halls", checkedOn: "2026-11-30" };
    assert.deepEqual(offeredCentres([sourced, ...invented], false), [sourced]);
  });
  it("takes payments at the providers of its settings, and at no other", async () => {
    await setUpDatabase(database.ownerUrl, "production");
    const simulator = await startSimulator("hosted-page");
    const settings = readConfig({
      ...{ HAMWE_CARD_URL: simulator.url, HAMWE_CARD_KEY: secret, HAMWE_DATA: folder },
    });
    assert.ok(settings.ok && settings.value.payments);
    const { parts, http } = await start({ payments: settings.value.payments });
    const { payments } = parts;
    assert.deepEqual([payments.providers, [...payments.methods]], [["card"], ["card"]]);
    const personId = newId<PersonId>();
    const { billId } = must(
      await payments.issue({
        ...{ caseId: newId<CaseId>(), personId, feeId: "fee", words: { en: "Fee" } },
        ...{ money: { minor: 500, currency: "RWF" }, actor: "system" },
        ...{ expiresAt: new Date(Date.now() + 86_400_000), command: newId<CommandId>() },
      }),
    );
    const started = must(
      await payments.startAttempt({
        ...{ billId, personId, returnUrl: "https://hamwe.example/paid", method: "card" },
        ...{ actor: "person", command: newId<CommandId>() },
      }),
    );
    assert.ok(started.redirectTo.startsWith(simulator.url), started.redirectTo);
    const url = "/callbacks/payments/card";
    const forged = await http.inject({ method: "POST", url, payload: { id: "C1" } });
    assert.equal(forged.statusCode, 403);
    await simulator.settle("C1", "pay");
    must(await payments.readStatus(started.attemptId));
    assert.equal((await payments.billById(billId))?.status, "paid");
    await simulator.stop();
  });
  it("does not open before somebody has migrated, and does not migrate itself", async () => {
    await assert.rejects(start(), /run npm run migrate first/);
  });
  it("does not open with a login that could become the owner", async () => {
    await setUpDatabase(database.ownerUrl, "production");
    await assert.rejects(start({}, database.ownerUrl), /may become hamwe_owner/);
  });
  it("does not open while a key of the document signers is missing", async () => {
    await setUpDatabase(database.ownerUrl, "production");
    const empty = mkdtempSync(join(folder, "empty-"));
    await assert.rejects(start({ signingKeysDir: empty }), /scheme-operator\.pem: is missing/);
  });
  it("says in words which key of ours is missing, and that nobody signs", async () => {
    await setUpDatabase(database.ownerUrl, "production");
    const identity = { issuerUrl: "https://id.example", clientId: "hamwe" };
    for (const [text, words] of [
      [undefined, /^OperatorError: HAMWE_CLIENT_KEY: .*other\.jwk is missing: npm run keys/],
      ["{}", /^OperatorError: HAMWE_CLIENT_KEY: .*other\.jwk is no private key/],
    ] as const) {
      const clientKeyFile = join(folder, "other.jwk");
      if (text) writeFileSync(clientKeyFile, text);
      await assert.rejects(start({ identity: { ...identity, clientKeyFile } }), words);
    }
    const away = async () => refuse("unavailable", "credentials.signer-busy");
    const signer = () => ({ publicKey: away, sign: away });
    const settings = { signerSocket: join(folder, "socket") };
    await assert.rejects(
      start(settings, database.appUrl, signer),
      /^OperatorError: HAMWE_SIGNER: nobody answers at .*socket/,
    );
  });
  it("opens with a signer that runs apart, and not while that one lacks a key", async () => {
    await setUpDatabase(database.ownerUrl, "production");
    const nobody = join(folder, "nobody");
    const settings = { signingKeysDir: nobody, signerSocket: join(folder, "socket") };
    const signerWith = (signingKeysDir: string, territory = "RW") => {
      const keys = openKeys(signingKeysDir, { generate: false });
      return () => signHere({ keys, territory, lookUp: async () => undefined });
    };
    await assert.rejects(
      start(settings, database.appUrl, signerWith(nobody)),
      /^OperatorError: HAMWE_SIGNER: scheme-operator: the signer has no key/m,
    );
    await assert.rejects(
      start(settings, database.appUrl, signerWith(config.signingKeysDir, "AZ")),
      /HAMWE_SIGNER: the signer signs for another government than RW: HAMWE_TERRITORY=RW/,
    );
    await start(settings, database.appUrl, signerWith(config.signingKeysDir));
  });
  it("cannot write who its officers are", async () => {
    await setUpDatabase(database.ownerUrl, "production");
    const { sql } = await start();
    await assert.rejects(sql`update auth.officer set active = true`, { code: "42501" });
  });
});

describe("A database", () => {
  const demo = () =>
    makeApp({
      config: { ...config, mode: "demo", baseUrl: "http://localhost:3000", identity: undefined },
      access: database,
      logLevel: "silent",
    });
  it("that is in production is opened by no demonstration: its officers stay as they are", async () => {
    await setUpDatabase(database.ownerUrl, "production");
    await database.ownerSql`
      insert into auth.officer (id, iss, sub, name, authority, active, created_at, updated_at)
      values (gen_random_uuid(), 'https://id.example', '7', 'Real Officer', 'rdb', true, now(),
        now())`;
    await assert.rejects(demo(), /for production and cannot be opened for demonstration/);
    const officers = await database.ownerSql`select name, active from auth.officer`;
    assert.deepEqual([...officers], [{ name: "Real Officer", active: true }]);
    assert.equal((await database.ownerSql`select from auth.person`).length, 0);
  });
  it("of a demonstration is never in production afterwards, also one from before it said so", async () => {
    await (await demo()).close();
    await assert.rejects(start(), /for demonstration and cannot be opened for production/);
    await database.ownerSql`delete from platform.purpose`;
    await assert.rejects(start(), /nobody has said what this database is for/);
    await assert.rejects(setUpDatabase(database.ownerUrl, "production"), /of a demonstration/);
  });
  it("with real people in it from before it said so is no demonstration's", async () => {
    await database.ownerSql`
      insert into auth.person (id, iss, sub, name, level, created_at, updated_at)
      values (gen_random_uuid(), 'https://id.example', '8', 'A Person', 2, now(), now())`;
    await assert.rejects(demo(), /of real people/);
  });
});
