import { createHash, randomBytes } from "node:crypto";

/** 256 random bits to be shown once, in characters that a header can hold. */
export const newSecret = (): string => randomBytes(32).toString("base64url");

export const sha256 = (text: string | Uint8Array): Buffer =>
  createHash("sha256").update(text).digest();

/** A deterministic UUID (version 8, RFC 9562) from these words. */
export function idFrom(...words: readonly string[]): string {
  const bytes = sha256(JSON.stringify(words)).subarray(0, 16);
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x80;
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  const hex = bytes.toString("hex");
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
}

/** The hash of a request, 32 bytes. */
export const requestHash = (...parts: readonly string[]): Buffer => sha256(JSON.stringify(parts));
