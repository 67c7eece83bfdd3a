import assert from "node:assert/strict";
import { generateKeyPairSync } from "node:crypto";
import { test } from "node:test";
import { type CertificateClaims, verifyCwt } from "../certificate-code/index.ts";
import { type CaseId, must, ok, type Result } from "../kernel/index.ts";
import { keyFromPem } from "./keys.ts";
import { signHere } from "./sign-here.ts";
import type { ToSign } from "./signer.ts";

const { privateKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
const key = keyFromPem(privateKey.export({ type: "pkcs8", format: "pem" }).toString());
const { kid } = key.publicKey;
const now = new Date("2026-11-23T10:00:00Z");
const keys = { key: async () => ok(key) };
const signer = signHere({ keys, territory: "RW", clock: () => now, perMinute: 3 });

const code: CertificateClaims = {
  ...{ issuer: "rw/rdb", issuedAt: now.getTime() / 1000, documentType: "licence" },
  ...{ number: "K6NWM-7MGYK", leftOut: 0, fields: new Map() },
  status: { index: 7, uri: "https://hamwe.example/s/1" },
};
const paper = (over: Partial<CertificateClaims> = {}, authority = "rdb"): ToSign => ({
  ...{ kind: "paper", authority, claims: { ...code, ...over } },
  follows: { caseId: "019ab000-0000-7000-8000-000000000001" as CaseId, command: "paper:1" },
});
const why = (result: Result<unknown>) =>
  !result.ok && [result.refusal.code, ...Object.values(result.refusal.facts ?? {})].join(" ");

test("A signer makes the code itself, of what it was told in full", async () => {
  const cwt = must(await signer.sign(paper(), kid));
  assert.equal(must(await verifyCwt(cwt, () => key.publicKey)).number, code.number);
});

test("A signer refuses certificates of another, with another date, or without an act", async () => {
  const sign = (claims: ToSign, by = kid) => signer.sign(claims, by).then(why);
  assert.equal(await sign(paper({ issuer: "rw/rmb" })), "credentials.not-signed issuer");
  assert.equal(await sign(paper({ issuer: "az/rdb" })), "credentials.not-signed issuer");
  assert.equal(await sign(paper({}, "scheme-operator")), "credentials.not-signed operator");
  const yesterday = { issuedAt: code.issuedAt - 86_400 };
  assert.equal(await sign(paper(yesterday)), "credentials.not-signed date");
  const nothing = { ...paper(), follows: { caseId: "" as CaseId, command: "" } } as ToSign;
  assert.equal(await sign(nothing), "credentials.not-signed decision");
  assert.equal(await sign(paper(), "another"), "credentials.key-changed");
});

test("An authority's signatures of a minute are limited, another's go on", async () => {
  const busy = signHere({ keys, territory: "RW", clock: () => now, perMinute: 2 });
  const sign = (claims: ToSign) => busy.sign(claims, kid).then(why);
  assert.equal(await sign(paper()), false);
  assert.equal(await sign(paper()), false);
  assert.equal(await sign(paper()), "credentials.signer-busy");
  assert.equal(await sign(paper({ issuer: "rw/rmb" }, "rmb")), false);
});
