import { createHash, randomBytes } from "node:crypto";

/** 256 random bits to be shown once, in letters that fit a header. */
export const newSecret = (): string => randomBytes(32).toString("base64url");

export const sha256 = (text: string | Uint8Array): Buffer =>
  createHash("sha256").update(text).digest();

/** A UUID of our own making (version 8, RFC 9562) that follows from these words alone: asked again, it is the same. */
export function idFrom(...words: readonly string[]): string {
  const bytes = sha256(JSON.stringify(words)).subarray(0, 16);
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x80;
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  const hex = bytes.toString("hex");
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
}

/** What exactly was asked, in 32 bytes. */
export const requestHash = (...parts: readonly string[]): Buffer => sha256(JSON.stringify(parts));
