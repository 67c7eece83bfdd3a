/**
 * The signed content of a paper: a CBOR Web Token (RFC 8392) in a COSE_Sign1 (RFC 9052), ES256,
 * small enough for a QR code. Pure: no clock, no files; trust in the key is the caller's question.
 */
import { decode, encode, rfc8949EncodeOptions, Tagged } from "cborg";
import { ok, type Result, refuse } from "../kernel/index.ts";
import type { PublicKey, Signer } from "./signer.ts";

export interface PaperClaims {
  /** `territory/authority`, e.g. `rw/rmb` (claim 1, iss). */
  readonly issuer: string;
  /** Seconds since 1970 (claim 6, iat). */
  readonly issuedAt: number;
  /** Seconds since 1970 (claim 4, exp); absent when valid for life. */
  readonly expiresAt?: number;
  /** Where the Token Status List holds this paper's bit (claim 65535). */
  readonly status: { readonly index: number; readonly uri: string };
  readonly documentType: string;
  readonly number: string;
  /** How many fields of the record found no room in the code. */
  readonly leftOut: number;
  /** Field number (see `firstField`) → text as printed, or a boolean for yes and no. */
  readonly fields: ReadonlyMap<number, string | boolean>;
}

/** Media type of the token, header 16 (RFC 9596). */
export const cwtType = "application/hamwe+cwt";
/** Our claim: in the private-use range below -65536 (RFC 8392 section 9.1). */
const paperClaim = -65537;
const statusClaim = 65535;
/** Within the paper claim, 0 is the document type, 1 the number, 2 the fields left out; 3–7 are kept free. */
export const firstField = 8;
const coseSign1 = 18;

const canonical = (value: unknown): Uint8Array<ArrayBuffer> =>
  new Uint8Array(encode(value, rfc8949EncodeOptions));

const sigStructure = (header: Uint8Array, payload: Uint8Array): Uint8Array<ArrayBuffer> =>
  canonical(["Signature1", header, new Uint8Array(), payload]);

function payloadOf(claims: PaperClaims): Uint8Array {
  const paper = new Map<number, unknown>([
    [0, claims.documentType],
    [1, claims.number],
  ]);
  if (claims.leftOut > 0) paper.set(2, claims.leftOut);
  for (const [field, value] of claims.fields) paper.set(field, value);
  const token = new Map<number, unknown>([
    [1, claims.issuer],
    [6, claims.issuedAt],
    [statusClaim, { status_list: { idx: claims.status.index, uri: claims.status.uri } }],
    [paperClaim, paper],
  ]);
  if (claims.expiresAt !== undefined) token.set(4, claims.expiresAt);
  return canonical(token);
}

const headerOf = (key: PublicKey): Uint8Array =>
  canonical(
    new Map<number, unknown>([
      [1, -7],
      [4, Buffer.from(key.kid, "base64url")],
      [16, cwtType],
    ]),
  );

const assemble = (header: Uint8Array, payload: Uint8Array, signature: Uint8Array) =>
  canonical(new Tagged(coseSign1, [header, new Map(), payload, signature]));

/** Length in bytes that `signCwt` will give, known before anything is signed. */
export const cwtLength = (claims: PaperClaims, key: PublicKey): number =>
  assemble(headerOf(key), payloadOf(claims), new Uint8Array(64)).length;

/** @returns COSE_Sign1 with its tag, canonical CBOR (RFC 8949 section 4.2.1). */
export async function signCwt(claims: PaperClaims, signer: Signer): Promise<Uint8Array> {
  const header = headerOf(signer.publicKey);
  const payload = payloadOf(claims);
  return assemble(header, payload, await signer.sign(sigStructure(header, payload)));
}

const strict = {
  useMaps: true,
  strict: true,
  allowIndefinite: false,
  allowUndefined: false,
  allowNaN: false,
  allowInfinity: false,
  allowBigInt: false,
  rejectDuplicateMapKeys: true,
} as const;

type Parts = { header: Uint8Array; payload: Uint8Array; signature: Uint8Array };

function partsOf(bytes: Uint8Array): Parts | undefined {
  const parts = decode(bytes, { ...strict, tags: { [coseSign1]: (content) => content() } });
  if (!Array.isArray(parts) || parts.length !== 4) return undefined;
  const [header, open, payload, signature] = parts;
  if (![header, payload, signature].every((part) => part instanceof Uint8Array)) return undefined;
  if (!(open instanceof Map) || open.size > 0 || signature.length !== 64) return undefined;
  // One paper, one sequence of bytes: whoever re-encodes it differently has another paper.
  const again = assemble(header, payload, signature);
  return Buffer.compare(again, bytes) === 0 ? { header, payload, signature } : undefined;
}

const isText = (value: unknown): value is string => typeof value === "string";
const isWhole = (value: unknown): value is number =>
  Number.isSafeInteger(value) && Number(value) >= 0;
const at = (map: unknown, key: unknown): unknown => (map instanceof Map ? map.get(key) : undefined);

function claimsOf(payload: Uint8Array): PaperClaims | undefined {
  const token: unknown = decode(payload, strict);
  const paper = at(token, paperClaim);
  const list = at(at(token, statusClaim), "status_list");
  const [issuer, issuedAt, expiresAt] = [at(token, 1), at(token, 6), at(token, 4)];
  const [index, uri] = [at(list, "idx"), at(list, "uri")];
  const [documentType, number, leftOut] = [at(paper, 0), at(paper, 1), at(paper, 2) ?? 0];
  if (!isText(issuer) || !isText(uri) || !isText(documentType) || !isText(number)) return undefined;
  if (!isWhole(issuedAt) || !isWhole(index) || !isWhole(leftOut)) return undefined;
  if (expiresAt !== undefined && !isWhole(expiresAt)) return undefined;
  const fields = new Map<number, string | boolean>();
  for (const [key, value] of paper instanceof Map ? paper : []) {
    const said = isText(value) || typeof value === "boolean";
    if (isWhole(key) && key >= firstField && said) fields.set(key, value);
  }
  const status = { index, uri };
  const claims = { issuer, issuedAt, status, documentType, number, leftOut, fields };
  return expiresAt === undefined ? claims : { ...claims, expiresAt };
}

const quietly = <T>(read: () => T | undefined): T | undefined => {
  try {
    return read();
  } catch {
    return undefined; // cborg throws on malformed bytes: to us that is an answer, not a fault
  }
};

function keyIdOf(header: Uint8Array): string | undefined {
  const map = quietly((): unknown => decode(header, strict));
  const [algorithm, kid, type] = [at(map, 1), at(map, 4), at(map, 16)];
  if (algorithm !== -7 || !(kid instanceof Uint8Array) || type !== cwtType) return undefined;
  return Buffer.from(kid).toString("base64url");
}

/**
 * Reads and checks one paper. `keyOf` names the keys that the caller trusts.
 * Refuses `credentials.not-a-paper` (not our bytes), `credentials.unknown-issuer` (no such key),
 * `credentials.altered` (the signature is not of these bytes). Time and status are not looked at.
 */
export async function verifyCwt(
  bytes: Uint8Array,
  keyOf: (kid: string) => PublicKey | undefined,
): Promise<Result<PaperClaims>> {
  const parts = quietly(() => partsOf(bytes));
  const kid = parts && keyIdOf(parts.header);
  const claims = parts && quietly(() => claimsOf(parts.payload));
  if (!parts || !kid || !claims) return refuse("invalid", "credentials.not-a-paper");
  const key = keyOf(kid);
  if (!key) return refuse("invalid", "credentials.unknown-issuer");
  const algorithm = { name: "ECDSA", namedCurve: "P-256", hash: "SHA-256" };
  const { kty, crv, x, y } = key;
  const jwk = { kty, crv, x, y };
  const imported = await crypto.subtle.importKey("jwk", jwk, algorithm, false, ["verify"]);
  const signed = sigStructure(parts.header, parts.payload);
  const genuine = await crypto.subtle.verify(
    algorithm,
    imported,
    new Uint8Array(parts.signature),
    signed,
  );
  return genuine ? ok(claims) : refuse("invalid", "credentials.altered");
}
