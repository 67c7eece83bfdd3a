// Judges a certificate by the text of its code and the two lists alone. Nothing is sent anywhere.
import { byteString, type Cbor, type CborMap, decode } from "./cbor.ts";
import { type Lists, type TrustedService, verifySignature, type Words } from "./lists.ts";

const documentClaim = -65537;
const statusClaim = 65535;
const firstField = 8;
const alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

/** Bytes of base32 (RFC 4648) without padding; throws on anything else. */
function fromBase32(text: string): Uint8Array<ArrayBuffer> {
  const bytes: number[] = [];
  let buffer = 0;
  let bits = 0;
  for (const character of text) {
    const value = alphabet.indexOf(character);
    if (value < 0) throw new Error("not base32");
    buffer = ((buffer << 5) | value) & 4095;
    bits += 5;
    if (bits >= 8) {
      bits -= 8;
      bytes.push((buffer >> bits) & 255);
    }
  }
  if (bits >= 5 || buffer & ((1 << bits) - 1)) throw new Error("bits left over");
  return Uint8Array.from(bytes);
}

/** The signed content in a whole address or in pasted text. */
export const contentOf = (text: string): string =>
  text
    .slice(text.lastIndexOf("#") + 1)
    .replaceAll(/\s/g, "")
    .toUpperCase();

/** Yes or no, a text as printed, or the codes of a list. */
export type FieldValue = string | boolean | readonly string[];

/** What a code says, before anything of it is believed. Times in seconds. */
export interface Certificate {
  readonly kid: string;
  readonly signature: Uint8Array<ArrayBuffer>;
  /** The bytes that the signature is made over. */
  readonly signed: Uint8Array<ArrayBuffer>;
  readonly issuer: string;
  readonly issuedAt: number;
  readonly expiresAt: number | undefined;
  readonly status: { readonly idx: number; readonly uri: string };
  readonly documentType: string;
  readonly number: string;
  /** How many fields did not fit into the code. */
  readonly leftOut: number;
  readonly fields: readonly (readonly [number, FieldValue])[];
}

// The readers throw on another kind of value: the code is then none of ours.
const isBytes = (value: Cbor | undefined): value is Uint8Array<ArrayBuffer> =>
  value instanceof Uint8Array;
const isMap = (value: Cbor | undefined): value is CborMap => value instanceof Map;

function bytesOf(value: Cbor | undefined): Uint8Array<ArrayBuffer> {
  if (!isBytes(value)) throw new Error("not bytes");
  return value;
}

function mapOf(value: Cbor | undefined): CborMap {
  if (!isMap(value)) throw new Error("not a map");
  return value;
}

function textOf(value: Cbor | undefined): string {
  if (typeof value !== "string") throw new Error("not a text");
  return value;
}

function numberOf(value: Cbor | undefined): number {
  if (typeof value !== "number") throw new Error("not a number");
  return value;
}

/** The four parts of a tagged COSE_Sign1 (RFC 9052, section 4.2). */
function partsOf(token: Cbor): readonly Cbor[] {
  if (typeof token !== "object" || !("tag" in token) || token.tag !== 18)
    throw new Error("not signed");
  if (!Array.isArray(token.value)) throw new Error("not COSE_Sign1");
  return token.value;
}

function isFieldValue(value: Cbor): value is FieldValue {
  if (Array.isArray(value)) return value.every((code) => typeof code === "string");
  return typeof value === "string" || typeof value === "boolean";
}

const fieldsOf = (claims: CborMap): Certificate["fields"] =>
  [...claims].flatMap(([field, value]) =>
    typeof field === "number" && field >= firstField && isFieldValue(value)
      ? [[field, value] as const]
      : [],
  );

function readCertificate(text: string): Certificate {
  const [protectedHeader, openHeader, payload, signature] = partsOf(
    decode(fromBase32(contentOf(text))),
  );
  const header = bytesOf(protectedHeader);
  const content = bytesOf(payload);
  const head = mapOf(decode(header));
  const open = mapOf(openHeader).size;
  if (open > 0 || head.get(1) !== -7 || head.get(16) !== "application/hamwe+cwt")
    throw new Error("another kind of token");
  const token = mapOf(decode(content));
  const claims = mapOf(token.get(documentClaim));
  const status = mapOf(mapOf(token.get(statusClaim)).get("status_list"));
  const expires = token.get(4);
  const leftOut = claims.get(2);
  return {
    kid: btoa(String.fromCharCode(...bytesOf(head.get(4))))
      .replaceAll("+", "-")
      .replaceAll("/", "_")
      .replace(/=+$/, ""),
    signature: bytesOf(signature),
    // Sig_structure of RFC 9052 section 4.4: ["Signature1", header, h'', payload].
    signed: Uint8Array.from([
      0x84,
      0x6a,
      ...new TextEncoder().encode("Signature1"),
      ...byteString(header),
      0x40,
      ...byteString(content),
    ]),
    issuer: textOf(token.get(1)),
    issuedAt: numberOf(token.get(6)),
    expiresAt: expires === undefined ? undefined : numberOf(expires),
    status: { idx: numberOf(status.get("idx")), uri: textOf(status.get("uri")) },
    documentType: textOf(claims.get(0)),
    number: textOf(claims.get(1)),
    leftOut: leftOut === undefined ? 0 : numberOf(leftOut),
    fields: fieldsOf(claims),
  };
}

export type Verdict =
  | "valid"
  | "not-checked"
  | "revoked"
  | "expired"
  | "altered"
  | "unknown-issuer"
  | "withdrawn-issuer"
  | "no-lists"
  | "not-hamwe";

export interface Checked {
  readonly verdict: Verdict;
  /** In seconds; what it means depends on the verdict. */
  readonly date?: number;
  /** Only where its signature is genuine and its issuer was entitled. */
  readonly genuine?: { readonly certificate: Certificate; readonly service: TrustedService };
  /** Name of an issuer that was not entitled. */
  readonly authority?: Words;
}

/** Whether the issuer was entitled to this kind of certificate when it was signed. */
const grantedAt = ({ statuses }: TrustedService, time: number): boolean =>
  statuses.find(({ since }) => since <= time)?.granted ?? false;

/** The standing of a genuine certificate by its status list. */
function standing(
  { status, expiresAt }: Certificate,
  { statuses }: Lists,
  trust: { readonly issuedAt: number; readonly nextUpdate: number },
  now: number,
): Checked {
  const list = statuses.get(status.uri);
  const bits = list?.bits[status.idx >> 3];
  const revoked = bits !== undefined && ((bits >> (status.idx & 7)) & 1) === 1;
  const asOf = list?.issuedAt ?? trust.issuedAt;
  // A revocation is final: an outdated list proves one, but it does not prove that there is none.
  if (revoked) return { verdict: "revoked", date: asOf };
  if (expiresAt !== undefined && expiresAt <= now)
    return { verdict: "expired", date: expiresAt - 1 };
  if (bits === undefined || !list || list.expiresAt <= now)
    return { verdict: "not-checked", date: asOf };
  if (trust.nextUpdate <= now) return { verdict: "not-checked", date: trust.issuedAt };
  return { verdict: "valid", date: asOf };
}

/** Judges the text of a code by the lists (see lists.ts) at `now`, in seconds. Never throws. */
export async function check(text: string, lists: Lists, now: number): Promise<Checked> {
  let certificate: Certificate;
  try {
    certificate = readCertificate(text);
  } catch {
    return { verdict: "not-hamwe" };
  }
  const { kid, signature, signed, documentType, issuer, issuedAt } = certificate;
  const { trust } = lists;
  if (!trust) return { verdict: "no-lists" };
  const ofKey = trust.services.filter(({ keys }) => keys.some((key) => key.kid === kid));
  const key = ofKey[0]?.keys.find((each) => each.kid === kid);
  const unknown: Checked = { verdict: "unknown-issuer", date: trust.issuedAt };
  if (!key) return unknown;
  if (!(await verifySignature(key, signature, signed))) return { verdict: "altered" };
  const service = ofKey.find(
    (each) => each.documentType === documentType && each.issuer === issuer,
  );
  if (!service) return unknown;
  if (!grantedAt(service, issuedAt))
    return { verdict: "withdrawn-issuer", date: issuedAt, authority: service.authority };
  return { ...standing(certificate, lists, trust, now), genuine: { certificate, service } };
}
