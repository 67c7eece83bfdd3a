import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { type CertificateClaims, verifyCwt } from "../src/certificate-code/index.ts";
import { signInProcess, type ToSign } from "../src/credentials/index.ts";
import { type CaseId, must } from "../src/kernel/index.ts";

const folder = mkdtempSync(join(tmpdir(), "hamwe-signer-"));
const program = join(import.meta.dirname, "../src/signer.ts");
const signer = signInProcess(program, { folder, territory: "RW", demonstration: true });
after(() => {
  signer.stop();
  rmSync(folder, { recursive: true, force: true });
});

const claims: CertificateClaims = {
  ...{ issuer: "rw/rdb", issuedAt: 1_795_000_000, documentType: "licence", demonstration: true },
  ...{ number: "K6NWM-7MGYK", leftOut: 0, fields: new Map([[8, "Kivu Ltd"]]) },
  status: { index: 7, uri: "https://hamwe.example/s/1" },
};
const follows = { caseId: "019ab000-0000-7000-8000-000000000001" as CaseId, command: "paper:1" };
const paper: ToSign = { kind: "paper", authority: "rdb", claims, follows };

test("A signer in a process of its own signs, writes that down, and refuses as any other", async () => {
  const key = must(await signer.publicKey("rdb"));
  const cwt = must(await signer.sign(paper, key.kid));
  assert.equal(must(await verifyCwt(cwt, () => key)).fields.get(8), "Kivu Ltd");
  const log = readFileSync(join(folder, "signed.log"), "utf8");
  assert.match(log, /"number":"K6NWM-7MGYK".*"caseId":"019ab000-/);
  assert.doesNotMatch(log, /Kivu/);
  const foreign: ToSign = { ...paper, claims: { ...claims, issuer: "rw/rmb" } };
  const refused = await signer.sign(foreign, key.kid);
  assert.equal(refused.ok || refused.refusal.code, "credentials.not-signed");
});

test("A signer that is killed is started anew, and what it was asked is signed", async () => {
  const key = must(await signer.publicKey("rdb"));
  const before = Number(signer.pid());
  const asked = Array.from({ length: 5 }, () => signer.sign(paper, key.kid));
  process.kill(before, "SIGKILL");
  for (const cwt of await Promise.all(asked)) must(await verifyCwt(must(cwt), () => key));
  must(await signer.sign(paper, key.kid));
  assert.notEqual(signer.pid(), before);
});
