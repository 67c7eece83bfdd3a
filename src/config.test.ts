import assert from "node:assert/strict";
import { mkdtempSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { readConfig } from "./config.ts";

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
      "DATABASE_URL",
      "HAMWE_BASE_URL",
      "HAMWE_SECRET",
      "HAMWE_ISSUER_URL",
      "HAMWE_CLIENT_ID",
      "HAMWE_CLIENT_KEY",
      "HAMWE_SIGNING_KEYS",
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
