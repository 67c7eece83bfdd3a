import assert from "node:assert/strict";
import { generateKeyPairSync, webcrypto } from "node:crypto";
import { test } from "node:test";
import { decode } from "cborg";
import {
  type CertificateClaims,
  type CodeValue,
  cwtType,
  fromBase32,
  qrText,
  signCwt,
  toBase32,
  verifyCwt,
} from "../certificate-code/index.ts";
import { must } from "../kernel/index.ts";
import { codeMatrix } from "../paper/index.ts";
import { keyFromPem } from "../signing/index.ts";
import { exampleLicence } from "./example-licence.ts";
import { codeBudget, numberFields, packClaims } from "./pack.ts";

const newSigner = () => {
  const { privateKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
  return keyFromPem(privateKey.export({ type: "pkcs8", format: "pem" }).toString());
};
const signer = newSigner();
const { publicKey } = signer;
const keyOf = (kid: string) => (kid === publicKey.kid ? publicKey : undefined);

const at = new Date("2026-11-23T10:00:00Z");
const digest = new Uint8Array(32).fill(7);

const base = {
  issuer: "rw/example-mines",
  issuedAt: 1_795_428_000,
  expiresAt: 1_921_622_400,
  status: { index: 90_123, uri: "https://hamwe.example/s/1" },
  documentType: "exploration-licence",
  number: "7KD3M-9XFCD",
};
const certificate: CertificateClaims = {
  ...base,
  leftOut: 0,
  fields: new Map<number, CodeValue>([
    [8, "Ələkbər Œuvre Ngoma"],
    [9, true],
    [10, false],
    [11, ["cassiterite", "coltan"]],
  ]),
};

test("a paper says after signing what it said before", async () => {
  const claims = must(await verifyCwt(await signCwt(certificate, signer), keyOf));
  assert.deepEqual(claims, certificate);
});

test("a paper for life carries no end", async () => {
  const { expiresAt: _, ...forLife } = certificate;
  const claims = must(await verifyCwt(await signCwt(forLife, signer), keyOf));
  assert.equal("expiresAt" in claims, false);
});

test("no single changed byte passes", async () => {
  const bytes = await signCwt(certificate, signer);
  for (let at = 0; at < bytes.length; at++) {
    const forged = Uint8Array.from(bytes, (byte, index) => (index === at ? byte ^ 1 : byte));
    assert.equal((await verifyCwt(forged, keyOf)).ok, false, `byte ${at}`);
  }
});

test("a paper signed with a key that nobody vouches for is of an unknown issuer", async () => {
  const result = await verifyCwt(await signCwt(certificate, newSigner()), keyOf);
  assert.equal(result.ok ? "" : result.refusal.code, "credentials.unknown-issuer");
});

test("changed words are called altered, other bytes are called no paper of ours", async () => {
  const bytes = Buffer.from(await signCwt(certificate, signer));
  bytes.write("X", bytes.indexOf("Ngoma"));
  const altered = await verifyCwt(bytes, keyOf);
  assert.equal(altered.ok ? "" : altered.refusal.code, "credentials.altered");
  for (const other of [new Uint8Array(), bytes.subarray(0, -1), Buffer.from("hello")]) {
    const result = await verifyCwt(other, keyOf);
    assert.equal(result.ok ? "" : result.refusal.code, "credentials.not-a-paper");
  }
});

test("WebCrypto with a Sig_structure made by hand verifies a code (RFC 9052, 4.4)", async () => {
  const bytes = await signCwt(certificate, signer);
  assert.equal(bytes[0], 0xd2, "tag 18, COSE_Sign1");
  const [header, , payload, signature] = decode(bytes.subarray(1), { useMaps: true });
  const length = (n: number) =>
    n < 24 ? [0x40 + n] : n < 256 ? [0x58, n] : [0x59, n >> 8, n & 255];
  const signed = Uint8Array.from([
    ...[0x84, 0x6a],
    ...Buffer.from("Signature1"),
    ...length(header.length),
    ...header,
    0x40,
    ...length(payload.length),
    ...payload,
  ]);
  const curve = { name: "ECDSA", namedCurve: "P-256", hash: "SHA-256" };
  const { kty, crv, x, y } = publicKey;
  const key = await webcrypto.subtle.importKey("jwk", { kty, crv, x, y }, curve, true, ["verify"]);
  assert.ok(await webcrypto.subtle.verify(curve, key, signature, signed));
  const spki = await webcrypto.subtle.exportKey("spki", key);
  const digest = await webcrypto.subtle.digest("SHA-256", spki);
  const head: Map<number, unknown> = decode(header, { useMaps: true });
  assert.deepEqual(Buffer.from(head.get(4) as Uint8Array), Buffer.from(digest).subarray(0, 8));
  assert.deepEqual([head.get(1), head.get(16)], [-7, cwtType]);
});

test("a licence of ten fields fits into 400 bytes and a code of version 17", async () => {
  const { claims } = exampleLicence();
  const fields = numberFields([], claims, at);
  const packed = packClaims(base, { claims, fields, key: publicKey, digest });
  const cwt = await signCwt(packed.certificate, signer);
  assert.equal(packed.inCode.size, 10);
  assert.equal(packed.certificate.digest, undefined, "all lines are in the code itself");
  assert.ok(cwt.length <= codeBudget, `${cwt.length} bytes`);
  const { version } = codeMatrix(qrText("https://hamwe.example", cwt));
  assert.ok(version <= 17, `version ${version}`);
});

test("what does not fit is left out of the code and counted; later fields may fit", async () => {
  const label = { en: "Label" };
  const claims = [
    { name: "holder", label, value: "Kivu Example Ltd" },
    { name: "conditions", label, value: "x".repeat(400) },
    { name: "district", label, value: "Rutsiro" },
  ];
  const fields = numberFields([], claims, at);
  const packed = packClaims(base, { claims, fields, key: publicKey, digest });
  assert.deepEqual([...packed.inCode], ["holder", "district"]);
  const read = must(await verifyCwt(await signCwt(packed.certificate, signer), keyOf));
  assert.equal(read.leftOut, 1);
  assert.deepEqual(read.digest, digest, "the line that is left out is bound by the digest");
  assert.deepEqual(
    [...read.fields],
    [
      [8, "Kivu Example Ltd"],
      [10, "Rutsiro"],
    ],
  );
});

test("the number of a field never changes, whatever a definition adds, drops or renames", () => {
  const of = (...names: string[]) =>
    names.map((name) => ({ name, label: { en: name }, value: "" }));
  const first = numberFields([], of("a", "b"), at);
  const second = numberFields(
    first,
    [...of("c"), { name: "b", label: { en: "B!" }, value: "" }],
    at,
  );
  assert.deepEqual(
    second.map(({ name, field, label }) => [name, field, label.en]),
    [
      ["a", 8, "a"],
      ["b", 9, "B!"],
      ["c", 10, "c"],
    ],
  );
});

test("what was chosen is signed as its code, which no language changes", () => {
  const label = { en: "Type of ore", rw: "Ubwoko" };
  const [tin, coltan] = [
    { value: "cassiterite", label: { en: "Cassiterite (tin)", rw: "Gasegereti" } },
    { value: "coltan", label: { en: "Coltan", rw: "Koluta" } },
  ];
  const claims = [
    { name: "ore", label, value: tin.label, codes: ["cassiterite"], options: [tin, coltan] },
  ];
  const fields = numberFields([], claims, at);
  const { certificate: packed } = packClaims(base, { claims, fields, key: publicKey, digest });
  assert.deepEqual([...packed.fields], [[8, ["cassiterite"]]]);
  assert.deepEqual(fields, [{ field: 8, name: "ore", label, values: [tin, coltan] }]);
});

test("words that change later are added beside the earlier ones, with their day", () => {
  const claim = (en: string) => ({
    ...{ name: "ore", label: { en: "Ore" }, value: { en }, codes: ["tin"] },
    options: [{ value: "tin", label: { en } }],
  });
  const first = numberFields([], [claim("Tin")], at);
  assert.deepEqual(numberFields(first, [claim("Tin")], new Date(at.getTime() + 1)), first);
  const [changed] = numberFields(first, [claim("Tin ore")], at);
  assert.deepEqual(changed?.values, [
    { value: "tin", label: { en: "Tin" } },
    { value: "tin", label: { en: "Tin ore" }, since: at.toISOString() },
  ]);
});

test("the text of a code leads back to the same bytes (RFC 4648 section 10)", () => {
  const vectors = {
    f: "MY",
    fo: "MZXQ",
    foo: "MZXW6",
    foob: "MZXW6YQ",
    fooba: "MZXW6YTB",
    foobar: "MZXW6YTBOI",
  };
  for (const [plain, text] of Object.entries(vectors)) {
    assert.equal(toBase32(Buffer.from(plain)), text);
    assert.deepEqual(fromBase32(text), new Uint8Array(Buffer.from(plain)));
  }
  assert.equal(fromBase32("MZ"), undefined, "bits left over");
  assert.equal(fromBase32("M1"), undefined, "foreign character");
});
