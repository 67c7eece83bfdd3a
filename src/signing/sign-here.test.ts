import assert from "node:assert/strict";
import { generateKeyPairSync } from "node:crypto";
import { test } from "node:test";
import { type CertificateClaims, encodeClaims, verifyCwt } from "../certificate-code/index.ts";
import { type CaseId, type CredentialId, must, ok, type Result } from "../kernel/index.ts";
import type { Unfounded } from "./basis.ts";
import { keyFromPem } from "./keys.ts";
import { signHere } from "./sign-here.ts";
import type { ToSign } from "./signer.ts";

const { privateKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
const key = keyFromPem(privateKey.export({ type: "pkcs8", format: "pem" }).toString());
const { kid } = key.publicKey;
const now = new Date("2026-11-23T10:00:00Z");
const keys = { key: async () => ok(key) };
const rules = { keys, territory: "RW", clock: () => now, lookUp: async () => undefined };
const signer = signHere(rules);

const code: CertificateClaims = {
  ...{ issuer: "rw/rdb", issuedAt: now.getTime() / 1000, documentType: "licence" },
  ...{ number: "K6NWM-7MGYK", leftOut: 0, fields: new Map() },
  status: { index: 7, uri: "https://hamwe.example/s/1" },
};
const follows = {
  caseId: "019ab000-0000-7000-8000-000000000001" as CaseId,
  credentialId: "019ab000-0000-7000-8000-000000000002" as CredentialId,
};
const paper = (over: Partial<CertificateClaims> = {}, authority = "rdb"): ToSign => ({
  ...{ kind: "paper", authority, follows },
  content: Buffer.from(encodeClaims({ ...code, ...over })).toString("base64url"),
});
const why = (result: Result<unknown>) =>
  !result.ok && [result.refusal.code, ...Object.values(result.refusal.facts ?? {})].join(" ");
const sign = (claims: ToSign, by = kid) => signer.sign(claims, by).then(why);

test("A signer makes the code itself, of what it was told in full", async () => {
  const cwt = must(await signer.sign(paper(), kid));
  assert.equal(must(await verifyCwt(cwt, () => key.publicKey)).number, code.number);
});

test("A signer refuses certificates of another, and with another date", async () => {
  assert.equal(await sign(paper({ issuer: "rw/rmb" })), "credentials.not-signed issuer");
  assert.equal(await sign(paper({ issuer: "az/rdb" })), "credentials.not-signed issuer");
  for (const name of ["scheme-operator", "partnership"])
    assert.equal(await sign(paper({}, name)), "credentials.not-signed operator");
  const days = (count: number) => paper({ issuedAt: code.issuedAt + count * 86_400 });
  assert.equal(await sign(days(1)), "credentials.not-signed date");
  assert.equal(await sign(days(-8)), "credentials.not-signed date");
  assert.equal(await sign(days(-1)), false, "it waited for a signer that was away");
  assert.equal(await sign(paper(), "another"), "credentials.key-changed");
});

test("A signer refuses bytes that it would not have written itself", async () => {
  const { content } = paper() as Extract<ToSign, { kind: "paper" }>;
  const bytes = Buffer.from(content, "base64url");
  const odd = [Buffer.concat([bytes, Buffer.from([0])]), bytes.subarray(1), Buffer.from("{}")];
  // The same map with one more entry, under a number that we keep free.
  const more = Buffer.from(bytes.toString("hex").replace(/a2(00676c6963)/, "a30500$1"), "hex");
  assert.notDeepEqual(more, bytes);
  for (const strange of [...odd, more]) {
    const claims = { ...paper(), content: strange.toString("base64url") } as ToSign;
    assert.equal(await sign(claims), "credentials.not-signed unreadable");
  }
});

test("A signer refuses a paper whose decision it cannot see, whatever else fits", async () => {
  for (const reason of ["decision", "record", "content", "date", "revoked"] as Unfounded[]) {
    const asked = signHere({ ...rules, lookUp: async () => reason });
    assert.equal(why(await asked.sign(paper(), kid)), `credentials.not-signed ${reason}`);
  }
});

test("The register and authorities speak for this government alone, and today", async () => {
  const madeAt = now.toISOString();
  const register = (payload: Record<string, unknown>): ToSign => ({
    ...{ kind: "register", typ: "hamwe-bundle+jws", payload },
  });
  assert.equal(await sign(register({ from: "rw", to: "az", madeAt })), false);
  const foreign = register({ from: "az", to: "rw", madeAt });
  assert.equal(await sign(foreign), "credentials.not-signed issuer");
  for (const wrong of ["2026-11-22T10:00:00Z", "2026-11-24T10:00:00Z", undefined]) {
    const dated = register({ from: "rw", madeAt: wrong });
    assert.equal(await sign(dated), "credentials.not-signed date");
  }
  const statement = (iat: number, authority = "rdb"): ToSign => ({
    ...{ kind: "statement", authority, payload: { iss: "rw/rdb", iat } },
  });
  assert.equal(await sign(statement(code.issuedAt)), false);
  assert.equal(await sign(statement(code.issuedAt, "rmb")), "credentials.not-signed issuer");
  for (const days of [-1, 1]) {
    const dated = statement(code.issuedAt + days * 86_400);
    assert.equal(await sign(dated), "credentials.not-signed date");
  }
});

test("An authority's signatures of a minute are limited, another's go on", async () => {
  const busy = signHere({ ...rules, perMinute: 2 });
  const asked = (claims: ToSign) => busy.sign(claims, kid).then(why);
  assert.equal(await asked(paper()), false);
  assert.equal(await asked(paper()), false);
  assert.equal(await asked(paper()), "credentials.signer-busy");
  assert.equal(await asked(paper({ issuer: "rw/rmb" }, "rmb")), false);
});
