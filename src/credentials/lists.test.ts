import assert from "node:assert/strict";
import { generateKeyPairSync } from "node:crypto";
import { test } from "node:test";
import { inflateSync } from "node:zlib";
import { compactVerify, importJWK, jwtVerify } from "jose";
import { must, ok } from "../kernel/index.ts";
import { keyFromPem, signHere, type ToSign } from "../signing/index.ts";
import { listBits, listLife, listSize, listTtl, statusListToSign } from "./status-list.ts";
import { type TrustedIssuer, trustListToSign } from "./trust-list.ts";

const { privateKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
const signer = keyFromPem(privateKey.export({ type: "pkcs8", format: "pem" }).toString());
const key = await importJWK({ ...signer.publicKey, alg: "ES256" });
const at = new Date("2026-11-23T10:00:00Z");
const lookUp = async () => undefined;
const operator = signHere({ keys: { key: async () => ok(signer) }, territory: "RW", lookUp });
const signed = async (list: ToSign) =>
  Buffer.from(must(await operator.sign(list, signer.publicKey.kid))).toString();

test("the bits of the draft's example stand where the draft puts them (section 4.1)", () => {
  const ones = [0, 3, 4, 5, 7, 8, 9, 13, 15];
  assert.deepEqual([...listBits(ones).subarray(0, 2)], [0xb9, 0xa3]);
  assert.throws(() => listBits([listSize]), RangeError);
});

test("a revoked paper is one bit of a signed list that tells nothing else", async () => {
  const uri = "https://hamwe.example/s/1";
  const jwt = await signed(statusListToSign([7, 131_071], uri, at));
  const { payload, protectedHeader } = await jwtVerify(jwt, key, { currentDate: at, subject: uri });
  assert.equal(protectedHeader.typ, "statuslist+jwt");
  assert.equal(payload.exp, Number(payload.iat) + listLife);
  assert.equal(payload.ttl, listTtl);
  const { bits, lst } = payload.status_list as { bits: number; lst: string };
  assert.equal(bits, 1);
  const bytes = inflateSync(Buffer.from(lst, "base64url"));
  assert.deepEqual([bytes.length, bytes[0], bytes.at(-1)], [listSize / 8, 0x80, 0x80]);
  assert.equal(
    bytes.reduce((sum, byte) => sum + byte, 0),
    0x100,
  );
});

test("the trust list names each authority once, with each service's history", async () => {
  const issuer = (documentType: string, statuses: TrustedIssuer["statuses"]): TrustedIssuer => ({
    authority: { id: "mines", name: { en: "Mines Office", rw: "Ibiro bya mine" } },
    documentType,
    title: { en: "Licence" },
    fields: [{ field: 8, name: "holder", label: { en: "Holder" } }],
    key: signer.publicKey,
    statuses,
  });
  const granted = { status: "granted", since: new Date("2026-01-01T00:00:00Z") } as const;
  const withdrawn = { status: "withdrawn", since: new Date("2026-06-01T00:00:00Z") } as const;
  const scheme = {
    territory: "RW",
    operator: { en: "Operator" },
    origin: "https://hamwe.example",
    statusLists: [],
    issuedLists: [],
  };
  const issuers = [issuer("licence", [granted, withdrawn]), issuer("permit", [granted])];
  const jws = await signed(trustListToSign(scheme, issuers, at));
  const { payload, protectedHeader } = await compactVerify(jws, key);
  assert.equal(protectedHeader.typ, "trustlist+jwt");
  const { LoTE } = JSON.parse(new TextDecoder().decode(payload));
  assert.equal(LoTE.ListAndSchemeInformation.ListIssueDateTime, at.toISOString());
  assert.equal(LoTE.TrustedEntitiesList.length, 1);
  const [entity] = LoTE.TrustedEntitiesList;
  assert.deepEqual(entity.TrustedEntityInformation.TEName[0], {
    lang: "en",
    value: "Mines Office",
  });
  const [licence, permit] = entity.TrustedEntityServices;
  assert.match(licence.ServiceInformation.ServiceStatus, /\/withdrawn$/);
  assert.match(licence.ServiceHistory[0].ServiceStatus, /\/granted$/);
  assert.equal(licence.ServiceHistory[0].StatusStartingTime, granted.since.toISOString());
  assert.match(permit.ServiceInformation.ServiceStatus, /\/granted$/);
  const [keyValue] = permit.ServiceInformation.ServiceDigitalIdentity.PublicKeyValues;
  assert.equal(keyValue.kid, signer.publicKey.kid);
});
