import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { encodeClaims, qrText, signCwt, verifyCwt } from "../src/certificate-code/index.ts";
import { check } from "../src/channels/web/verify/browser/check.ts";
import {
  type Lists,
  readIssuedList,
  readStatusList,
  readTrustList,
} from "../src/channels/web/verify/browser/lists.ts";
import { exampleLicence } from "../src/credentials/example-licence.ts";
import { compromiseKey, makeCredentials } from "../src/credentials/index.ts";
import { type CaseId, type CredentialId, must, type Result } from "../src/kernel/index.ts";
import { newId } from "../src/platform/db/index.ts";
import { makeI18n } from "../src/platform/i18n/index.ts";
import { openKeys, signHere } from "../src/signing/index.ts";
import { type FreshDatabase, freshDatabase } from "./database.ts";

const origin = "https://hamwe.example";
const folder = mkdtempSync(join(tmpdir(), "hamwe-stolen-"));
const now = new Date("2026-11-23T10:00:00Z");
let database: FreshDatabase;
before(async () => {
  database = await freshDatabase();
});
after(async () => {
  await database.drop();
  rmSync(folder, { recursive: true });
});

// What papers follow from is the signer's own test.
const lookUp = async () => undefined;
const keys = openKeys(folder, { generate: true });
const made = (more: { readonly demonstration?: boolean } = {}) =>
  makeCredentials({
    ...{
      sql: database.appSql,
      origin,
      clock: () => now,
      territory: "RW",
      timeZone: "Africa/Kigali",
    },
    ...{
      operator: { en: "Operator" },
      i18n: makeI18n(join(import.meta.dirname, "../messages")),
    },
    signer: signHere({ keys, territory: "RW", lookUp, ...more }),
    ...more,
  });

const textIn = (list: Result<string> | undefined): string => (list?.ok ? list.value : "");

/** What a browser has loaded, and keeps for when there is no network. */
async function lists({ without = false } = {}): Promise<Lists> {
  const credentials = made();
  const anchor = must(await credentials.operatorKey());
  const trust = await readTrustList(must(await credentials.trustList()), anchor);
  const uri = `${origin}/s/1`;
  const status = await readStatusList(textIn(await credentials.statusList(1)), uri, anchor);
  const issued = new Map<string, ReadonlySet<string>>();
  for (const address of without ? [] : (trust?.issuedLists ?? [])) {
    const jws = textIn(await credentials.issuedList(address.split("/").at(-1) ?? ""));
    const list = await readIssuedList(jws, address, anchor);
    if (list) issued.set(...list);
  }
  return { trust, statuses: new Map(status ? [[uri, status]] : []), issued };
}

test("Of a stolen key only papers count that were really issued", async () => {
  const { cwt } = must(await made().issue(exampleLicence({ caseId: newId<CaseId>() })));
  const key = must(await keys.key("example-mines"));
  const claims = must(await verifyCwt(cwt, () => key.publicKey));
  const forge = (issuedAt: number) =>
    signCwt(
      { ...claims, number: "AAAAA-AAAAA", status: { ...claims.status, index: 5 }, issuedAt },
      key,
    );
  const verdict = async (code: Uint8Array, known?: Lists) =>
    (await check(qrText(origin, code), known ?? (await lists()), now.getTime() / 1000 + 60))
      .verdict;
  const [today, back] = [await forge(claims.issuedAt), await forge(claims.issuedAt - 86_400 * 30)];
  assert.equal(await verdict(today), "valid", "the thief is not noticed yet");
  const { kid } = key.publicKey;
  assert.equal(await made().issuedList(kid), undefined, "only of a stolen key");
  const later = new Date(now.getTime() + 1000);
  assert.equal(await compromiseKey(database.appSql, kid, later), 1);
  assert.equal(await verdict(today), "compromised-issuer");
  assert.equal(await verdict(back), "compromised-issuer", "dated back to before the theft");
  assert.equal(await verdict(cwt), "valid", "what was really issued stays good");
  assert.equal(await verdict(cwt, await lists({ without: true })), "not-checked");
  const refused = await made().issue(exampleLicence({ caseId: newId<CaseId>() }));
  assert.equal(refused.ok || refused.refusal.code, "credentials.issuer-withdrawn");
  const kind = exampleLicence({ caseId: newId<CaseId>(), documentType: "another-kind" });
  assert.equal((await made().issue(kind)).ok, false, "nor a kind that it never signed");
});

test("A demonstration says so in what it signs, and no other signer signs that", async () => {
  const authority = { id: "example-demo", name: { en: "Demo Office" } };
  const demo = made({ demonstration: true });
  const { cwt } = must(await demo.issue(exampleLicence({ caseId: newId<CaseId>(), authority })));
  const key = must(await keys.key(authority.id));
  const claims = must(await verifyCwt(cwt, () => key.publicKey));
  assert.equal(claims.demonstration, true);
  const content = Buffer.from(encodeClaims(claims)).toString("base64url");
  const paper = { kind: "paper", authority: authority.id, content } as const;
  const follows = { caseId: newId<CaseId>(), credentialId: newId<CredentialId>() };
  const asked = await signHere({ keys, territory: "RW", lookUp }).sign(
    { ...paper, follows },
    key.publicKey.kid,
  );
  assert.deepEqual(!asked.ok && asked.refusal.facts, { why: "demonstration" });
});
