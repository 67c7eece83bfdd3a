/**
 * The signed content of a certificate: a CBOR Web Token (RFC 8392) in a COSE_Sign1 (RFC 9052),
 * ES256, small enough for a QR code. No clock, no files; trust in the key is the caller's question.
 */
import { ok, type Result, refuse } from "../kernel/index.ts";
import { type Bytes, type Cbor, type CborMap, decode, encode } from "./cbor.ts";
import { fromBase64url, isSignedBy, type PublicKey, type SigningKey, toBase64url } from "./keys.ts";

/**
 * What a field says: text as printed, yes or no as such, or the codes of what was chosen. A code is
 * worded where it is read, in the reader's language, from the table on the trust list. Certificates
 * of before version 2 of the claims hold the words of one language in place of codes.
 */
export type CodeValue = string | boolean | readonly string[];

export interface CertificateClaims {
  /** `territory/authority`, e.g. `rw/rmb` (claim 1, iss). */
  readonly issuer: string;
  /** Seconds since 1970 (claim 6, iat). */
  readonly issuedAt: number;
  /** Seconds since 1970 (claim 4, exp); absent when valid for life. */
  readonly expiresAt?: number;
  /** Where the Token Status List holds this certificate's bit (claim 65535). */
  readonly status: { readonly index: number; readonly uri: string };
  readonly documentType: string;
  readonly number: string;
  /** Made by a demonstration: it proves nothing. */
  readonly demonstration?: boolean;
  /** How many fields of the record found no room in the code. */
  readonly leftOut: number;
  /** SHA-256 of `boundBytes` of all fields, where some found no room; 32 bytes. */
  readonly digest?: Uint8Array;
  /** Field number (see `firstField`) → what it says. */
  readonly fields: ReadonlyMap<number, CodeValue>;
}

/** Media type of the token, header 16 (RFC 9596). */
export const cwtType = "application/hamwe+cwt";
/** Our claim: in the private-use range below -65536 (RFC 8392 section 9.1). */
const documentClaim = -65537;
const statusClaim = 65535;
/**
 * Within our claim 0 is the document type, 1 the number, 2 the fields left out, 3 the digest of the
 * whole statement, 4 that a demonstration made it; 5 to 7 are kept free.
 */
export const firstField = 8;
export const digestLength = 32;
const coseSign1 = 18;

/** The claims as they are signed: deterministic, so the same claims have the same bytes. */
export const encodeClaims = (claims: CertificateClaims): Bytes => payloadOf(claims);

/** What `encodeClaims` wrote; undefined for any other bytes, also where they would read alike. */
export function decodeClaims(payload: Uint8Array): CertificateClaims | undefined {
  const claims = quietly(() => claimsOf(new Uint8Array(payload)));
  const again = claims && payloadOf(claims);
  if (again?.length !== payload.length) return undefined;
  return again.every((byte, at) => byte === payload[at]) ? claims : undefined;
}

const sigStructure = (header: Bytes, payload: Bytes): Bytes =>
  encode(["Signature1", header, new Uint8Array(), payload]);

function payloadOf(claims: CertificateClaims): Bytes {
  const document: CborMap = new Map<Cbor, Cbor>([
    [0, claims.documentType],
    [1, claims.number],
  ]);
  if (claims.leftOut > 0) document.set(2, claims.leftOut);
  if (claims.digest) document.set(3, new Uint8Array(claims.digest));
  if (claims.demonstration) document.set(4, true);
  for (const [field, value] of claims.fields) document.set(field, value);
  const { index, uri } = claims.status;
  const list = new Map<Cbor, Cbor>([
    ["idx", index],
    ["uri", uri],
  ]);
  const token: CborMap = new Map<Cbor, Cbor>([
    [1, claims.issuer],
    [6, claims.issuedAt],
    [statusClaim, new Map<Cbor, Cbor>([["status_list", list]])],
    [documentClaim, document],
  ]);
  if (claims.expiresAt !== undefined) token.set(4, claims.expiresAt);
  return encode(token);
}

const headerOf = (key: PublicKey): Bytes =>
  encode(
    new Map<Cbor, Cbor>([
      [1, -7],
      [4, fromBase64url(key.kid)],
      [16, cwtType],
    ]),
  );

const assemble = (header: Bytes, payload: Bytes, signature: Uint8Array): Bytes =>
  encode({ tag: coseSign1, value: [header, new Map(), payload, new Uint8Array(signature)] });

/** Length in bytes that `signCwt` will give, known before anything is signed. */
export const cwtLength = (claims: CertificateClaims, key: PublicKey): number =>
  assemble(headerOf(key), payloadOf(claims), new Uint8Array(64)).length;

/** @returns COSE_Sign1 with its tag, deterministic CBOR (RFC 8949 section 4.2.1). */
export async function signCwt(claims: CertificateClaims, signer: SigningKey): Promise<Bytes> {
  const header = headerOf(signer.publicKey);
  const payload = payloadOf(claims);
  return assemble(header, payload, await signer.sign(sigStructure(header, payload)));
}

interface Parts {
  readonly header: Bytes;
  readonly payload: Bytes;
  readonly signature: Bytes;
}

/**
 * The four parts of a COSE_Sign1, and nothing else: no fifth, nothing in the header that is not
 * signed.
 */
function partsOf(bytes: Uint8Array): Parts | undefined {
  const token = decode(bytes);
  if (typeof token !== "object" || !("tag" in token) || token.tag !== coseSign1) return undefined;
  if (!Array.isArray(token.value) || token.value.length !== 4) return undefined;
  const [header, open, payload, signature] = token.value as readonly Cbor[];
  if (!isBytes(header) || !isBytes(payload) || !isBytes(signature)) return undefined;
  if (!(open instanceof Map) || open.size > 0 || signature.length !== 64) return undefined;
  return { header, payload, signature };
}

const isBytes = (value: unknown): value is Bytes => value instanceof Uint8Array;
const isText = (value: unknown): value is string => typeof value === "string";
const isWhole = (value: unknown): value is number =>
  Number.isSafeInteger(value) && Number(value) >= 0;
const at = (map: unknown, key: Cbor): unknown =>
  map instanceof Map ? (map as CborMap).get(key) : undefined;

const isCodeValue = (value: unknown): value is CodeValue =>
  isText(value) || typeof value === "boolean" || (Array.isArray(value) && value.every(isText));

function claimsOf(payload: Bytes): CertificateClaims | undefined {
  const token = decode(payload);
  const document = at(token, documentClaim);
  const list = at(at(token, statusClaim), "status_list");
  const [issuer, issuedAt, expiresAt] = [at(token, 1), at(token, 6), at(token, 4)];
  const [index, uri] = [at(list, "idx"), at(list, "uri")];
  const [documentType, number] = [at(document, 0), at(document, 1)];
  const [leftOut, digest] = [at(document, 2) ?? 0, at(document, 3)];
  if (!isText(issuer) || !isText(uri) || !isText(documentType) || !isText(number)) return undefined;
  if (!isWhole(issuedAt) || !isWhole(index) || !isWhole(leftOut)) return undefined;
  if (expiresAt !== undefined && !isWhole(expiresAt)) return undefined;
  if (digest !== undefined && !(isBytes(digest) && digest.length === digestLength))
    return undefined;
  const fields = new Map<number, CodeValue>();
  for (const [key, value] of document instanceof Map ? document : [])
    if (isWhole(key) && key >= firstField && isCodeValue(value)) fields.set(key, value);
  return {
    ...{ issuer, issuedAt, status: { index, uri }, documentType, number, leftOut, fields },
    ...(expiresAt !== undefined && { expiresAt }),
    ...(digest !== undefined && { digest }),
    ...(at(document, 4) === true && { demonstration: true }),
  };
}

const quietly = <T>(read: () => T | undefined): T | undefined => {
  try {
    return read();
  } catch {
    return undefined; // malformed bytes: to us that is an answer, not a fault
  }
};

function keyIdOf(header: Bytes): string | undefined {
  const map = quietly(() => decode(header));
  const [algorithm, kid, type] = [at(map, 1), at(map, 4), at(map, 16)];
  return algorithm === -7 && isBytes(kid) && type === cwtType ? toBase64url(kid) : undefined;
}

/**
 * Reads and checks one certificate. `keyOf` names the keys that the caller trusts.
 * Refuses `credentials.not-a-paper` (not our bytes), `credentials.unknown-issuer` (no such key),
 * `credentials.altered` (the signature is not of these bytes). Time and status are not looked at.
 */
export async function verifyCwt(
  bytes: Uint8Array,
  keyOf: (kid: string) => PublicKey | undefined,
): Promise<Result<CertificateClaims>> {
  const parts = quietly(() => partsOf(bytes));
  const kid = parts && keyIdOf(parts.header);
  const claims = parts && quietly(() => claimsOf(parts.payload));
  if (!parts || !kid || !claims) return refuse("invalid", "credentials.not-a-paper");
  const key = keyOf(kid);
  if (!key) return refuse("invalid", "credentials.unknown-issuer");
  const { header, payload, signature } = parts;
  return (await isSignedBy(key, signature, sigStructure(header, payload)))
    ? ok(claims)
    : refuse("invalid", "credentials.altered");
}
