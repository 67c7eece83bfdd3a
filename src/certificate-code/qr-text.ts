/**
 * The text of the code on a paper: an address that any camera opens, with the content after `#`,
 * which a browser never sends. Base32 (RFC 4648 section 6) in upper case without padding, because a
 * QR code packs capitals and digits tighter than anything else that an address may hold.
 */
const alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

export function toBase32(bytes: Uint8Array): string {
  let text = "";
  let buffer = 0;
  let bits = 0;
  for (const byte of bytes) {
    buffer = ((buffer << 8) | byte) & 0xfff;
    bits += 8;
    while (bits >= 5) {
      bits -= 5;
      text += alphabet[(buffer >> bits) & 31];
    }
  }
  return bits > 0 ? text + alphabet[(buffer << (5 - bits)) & 31] : text;
}

/** Undefined for a foreign character or left-over bits: one paper has one text. */
export function fromBase32(text: string): Uint8Array<ArrayBuffer> | undefined {
  const bytes: number[] = [];
  let buffer = 0;
  let bits = 0;
  for (const character of text) {
    const value = alphabet.indexOf(character);
    if (value < 0) return undefined;
    buffer = ((buffer << 5) | value) & 0xfff;
    bits += 5;
    if (bits < 8) continue;
    bits -= 8;
    bytes.push((buffer >> bits) & 255);
  }
  const leftOver = buffer & ((1 << bits) - 1);
  return bits < 5 && leftOver === 0 ? Uint8Array.from(bytes) : undefined;
}

/** `origin` without a slash at its end: `https://hamwe.example`. */
export const qrText = (origin: string, cwt: Uint8Array): string => `${origin}/v#${toBase32(cwt)}`;

/**
 * The part of a whole address, or of what somebody pasted, that is signed content; still as text.
 */
export const contentOf = (text: string): string =>
  text
    .slice(text.lastIndexOf("#") + 1)
    .replaceAll(/\s/g, "")
    .toUpperCase();
