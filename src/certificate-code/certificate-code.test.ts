import assert from "node:assert/strict";
import { generateKeyPairSync, hash, sign } from "node:crypto";
import { test } from "node:test";
import { encode as encodeOther, rfc8949EncodeOptions } from "cborg";
import fc from "fast-check";
import { must } from "../kernel/index.ts";
import { type Cbor, decode, encode } from "./cbor.ts";
import {
  boundBytes,
  type CertificateClaims,
  isStatementOf,
  objectOf,
  type PublicKey,
  type SigningKey,
  signCwt,
  verifyCwt,
} from "./index.ts";

const { privateKey, publicKey: open } = generateKeyPairSync("ec", { namedCurve: "P-256" });
const { x = "", y = "" } = open.export({ format: "jwk" });
const publicKey: PublicKey = { kty: "EC", crv: "P-256", x, y, kid: "AQIDBAUGBwg" };
const signer: SigningKey = {
  publicKey,
  sign: async (bytes) => sign("sha256", bytes, { key: privateKey, dsaEncoding: "ieee-p1363" }),
};
const claims: CertificateClaims = {
  issuer: "rw/mines",
  issuedAt: 1_795_428_000,
  status: { index: 5, uri: "https://hamwe.example/s/1" },
  documentType: "licence",
  number: "7KD3M-9XFCD",
  leftOut: 0,
  fields: new Map([[8, ["cassiterite"]]]),
};
const codeOf = async (bytes: Uint8Array) => {
  const read = await verifyCwt(bytes, () => publicKey);
  return read.ok ? "genuine" : read.refusal.code;
};

const leaf = fc.oneof(
  fc.integer({ min: -0xffffffff, max: 0xffffffff }),
  fc.string({ unit: "grapheme" }),
  fc.boolean(),
  fc.uint8Array({ maxLength: 300 }).map((bytes) => new Uint8Array(bytes)),
);
const value = fc.letrec<{ value: Cbor }>((tie) => ({
  value: fc.oneof(
    { depthSize: "small", maxDepth: 4 },
    leaf,
    fc.array(tie("value"), { maxLength: 30 }),
    fc
      .uniqueArray(fc.tuple(fc.oneof(fc.nat(), fc.string()), tie("value")), {
        selector: ([key]) => JSON.stringify(key),
        maxLength: 30,
      })
      .map((pairs) => new Map<Cbor, Cbor>(pairs)),
  ),
})).value;

test("What is written is deterministic (RFC 8949), as another library has it", () => {
  fc.assert(
    fc.property(value, (given) => {
      const bytes = encode(given);
      const other = encodeOther(given, rfc8949EncodeOptions);
      assert.deepEqual(Buffer.from(bytes), Buffer.from(other));
      assert.deepEqual(decode(bytes), given);
    }),
    { numRuns: 300 },
  );
});

test("Any bytes are read as one value that is written the same again, or refused", () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 40 }), (bytes) => {
      let read: Cbor;
      try {
        read = decode(bytes);
      } catch {
        return;
      }
      assert.deepEqual(Buffer.from(encode(read)), Buffer.from(bytes));
    }),
    { numRuns: 3000 },
  );
});

test("Values deeper than any certificate are refused before the stack ends", () => {
  assert.throws(() => decode(new Uint8Array(5000).fill(0x81)), /nested too deep/);
});

test("A signed code is genuine; without four parts, or with an open header, it isn't", async () => {
  const genuine = await signCwt(claims, signer);
  assert.equal(await codeOf(genuine), "genuine");
  const token = decode(genuine) as { readonly tag: number; readonly value: readonly Cbor[] };
  const [header = 0, empty = 0, payload = 0, signature = 0] = token.value;
  const malformed: Readonly<Record<string, readonly Cbor[]>> = {
    "five parts": [header, empty, payload, signature, 0],
    "three parts": [header, empty, payload],
    "an open header that is an array": [header, [], payload, signature],
    "an open header that is a number": [header, 0, payload, signature],
    "an open header that is a text": [header, "", payload, signature],
    "an open header that says something": [header, new Map([[1, -7]]), payload, signature],
    "a signature of 63 bytes": [header, empty, payload, new Uint8Array(63)],
  };
  for (const [what, parts] of Object.entries(malformed))
    assert.equal(
      await codeOf(encode({ tag: token.tag, value: parts })),
      "credentials.not-a-paper",
      what,
    );
  const other = encode({ tag: 17, value: token.value });
  assert.equal(await codeOf(other), "credentials.not-a-paper", "another tag");
  assert.equal(await codeOf(encode(token.value)), "credentials.not-a-paper", "no tag");
});

test("A statement is bound by its digest: another line or salt is another statement", async () => {
  const salt = new Uint8Array(16).fill(1);
  const statement = JSON.stringify({ number: "7KD3M-9XFCD", lines: [] });
  const digest = hash("sha256", boundBytes(salt, statement), "buffer");
  const read = must(
    await verifyCwt(await signCwt({ ...claims, leftOut: 3, digest }, signer), () => publicKey),
  );
  assert.deepEqual(read.digest, new Uint8Array(digest));
  assert.equal(await isStatementOf(digest, salt, statement), true);
  assert.equal(await isStatementOf(digest, salt, statement.replace("7KD", "8KD")), false);
  assert.equal(await isStatementOf(digest, new Uint8Array(16), statement), false);
});

test("A certificate's lines are the object of the standard that it follows", () => {
  const line = (as: string | undefined, value: string, codes?: readonly string[]) => ({
    ...{ name: "x", label: { en: "X" }, value },
    ...(as && { as }),
    ...(codes && { codes }),
  });
  const of = (...lines: ReturnType<typeof line>[]) => objectOf({ number: "N", lines });
  assert.equal(of(line(undefined, "a")), undefined);
  const made = of(
    line("exporter.name", "Rulindo Minerals Ltd"),
    line("exporter.legalAddress.country", "RW"),
    line("exporter.legalAddress.addressLocalityText", "Nyarugenge"),
    line("mineralOrigin", "Rwanda", ["RW"]),
    line("route", ""),
    line(undefined, "only for people"),
    line("__proto__.polluted", "yes"),
  );
  assert.deepEqual(JSON.parse(JSON.stringify(made)), {
    exporter: {
      name: "Rulindo Minerals Ltd",
      legalAddress: { country: "RW", addressLocalityText: "Nyarugenge" },
    },
    mineralOrigin: "RW",
    ["__proto__"]: { polluted: "yes" },
  });
  assert.equal(({} as { polluted?: string }).polluted, undefined);
});
