// What a paper is worth, from the text of its code and the two lists alone. Nothing is sent anywhere.
import { byteString, decode } from "./cbor.js";
import { verifySignature } from "./lists.js";

const paperClaim = -65537;
const statusClaim = 65535;
const firstField = 8;
const alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

/** Bytes of base32 (RFC 4648) without padding; throws on anything else. */
export function fromBase32(text) {
  const bytes = [];
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

/** The part that is signed content, of a whole address or of what somebody pasted. */
export const contentOf = (text) =>
  text
    .slice(text.lastIndexOf("#") + 1)
    .replaceAll(/\s/g, "")
    .toUpperCase();

function readPaper(text) {
  const { tag, value } = decode(fromBase32(contentOf(text)));
  const [header, open, payload, signature] = value;
  const head = decode(header);
  if (tag !== 18 || open.size > 0 || head.get(1) !== -7 || head.get(16) !== "application/hamwe+cwt")
    throw new Error("another kind of token");
  const token = decode(payload);
  const paper = token.get(paperClaim);
  const { idx, uri } = Object.fromEntries(token.get(statusClaim).get("status_list"));
  const kid = btoa(String.fromCharCode(...head.get(4)))
    .replaceAll("+", "-")
    .replaceAll("/", "_")
    .replace(/=+$/, "");
  return {
    kid,
    signature,
    // Sig_structure of RFC 9052 section 4.4: ["Signature1", header, h'', payload].
    signed: Uint8Array.from([
      0x84,
      0x6a,
      ...new TextEncoder().encode("Signature1"),
      ...byteString(header),
      0x40,
      ...byteString(payload),
    ]),
    issuer: token.get(1),
    issuedAt: token.get(6),
    expiresAt: token.get(4),
    status: { idx, uri },
    documentType: paper.get(0),
    number: paper.get(1),
    leftOut: paper.get(2) ?? 0,
    fields: [...paper].filter(
      ([field, value]) =>
        field >= firstField &&
        (["string", "boolean"].includes(typeof value) || Array.isArray(value)),
    ),
  };
}

/** Was this kind of paper the issuer's to sign when it was signed? */
const grantedAt = ({ statuses }, time) =>
  statuses.find(({ since }) => since <= time)?.granted ?? false;

function standing(paper, { trust, statuses }, now) {
  const list = statuses.get(paper.status.uri);
  const known = list && paper.status.idx < list.bits.length * 8;
  const revoked = known && (list.bits[paper.status.idx >> 3] >> (paper.status.idx & 7)) & 1;
  const asOf = list?.issuedAt ?? trust.issuedAt;
  // A revocation is final: an old list is enough to know of it, but not to know of none.
  if (revoked) return { verdict: "revoked", date: asOf };
  if (paper.expiresAt !== undefined && paper.expiresAt <= now)
    return { verdict: "expired", date: paper.expiresAt - 1 };
  if (!known || list.expiresAt <= now) return { verdict: "not-checked", date: asOf };
  if (trust.nextUpdate <= now) return { verdict: "not-checked", date: trust.issuedAt };
  return { verdict: "valid", date: asOf };
}

/**
 * @param {string} text of the code @param {{trust, statuses}} lists see lists.js
 * @param {number} now in seconds
 * @returns {Promise<{verdict: string, date?: number, paper?: object, service?: object}>} `paper` only
 *   where its signature is genuine and its issuer was entitled.
 */
export async function check(text, lists, now) {
  let paper;
  try {
    paper = readPaper(text);
  } catch {
    return { verdict: "not-hamwe" };
  }
  const { trust } = lists;
  if (!trust) return { verdict: "no-lists" };
  const ofKey = trust.services.filter(({ keys }) => keys.some(({ kid }) => kid === paper.kid));
  const unknown = { verdict: "unknown-issuer", date: trust.issuedAt };
  if (ofKey.length === 0) return unknown;
  const key = ofKey[0].keys.find(({ kid }) => kid === paper.kid);
  if (!(await verifySignature(key, paper.signature, paper.signed))) return { verdict: "altered" };
  const service = ofKey.find(
    ({ documentType, issuer }) => documentType === paper.documentType && issuer === paper.issuer,
  );
  if (!service) return unknown;
  if (!grantedAt(service, paper.issuedAt))
    return { verdict: "withdrawn-issuer", date: paper.issuedAt, authority: service.authority };
  return { ...standing(paper, lists, now), paper, service };
}
