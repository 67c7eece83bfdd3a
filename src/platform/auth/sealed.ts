import { createCipheriv, createDecipheriv, hash, hkdfSync, randomBytes } from "node:crypto";

/** Locks bytes with a key of 32 bytes: AES-256-GCM, nonce and tag in front. */
export function seal(key: Uint8Array, bytes: Uint8Array): Buffer {
  const iv = randomBytes(12);
  const cipher = createCipheriv("aes-256-gcm", key, iv);
  const text = Buffer.concat([cipher.update(bytes), cipher.final()]);
  return Buffer.concat([iv, cipher.getAuthTag(), text]);
}

/** What was sealed with this key; undefined where it was not, or was changed. */
export function unseal(key: Uint8Array, sealed: Uint8Array): Buffer | undefined {
  if (sealed.length < 29) return undefined;
  try {
    const cipher = createDecipheriv("aes-256-gcm", key, sealed.subarray(0, 12));
    cipher.setAuthTag(sealed.subarray(12, 28));
    return Buffer.concat([cipher.update(sealed.subarray(28)), cipher.final()]);
  } catch {
    return undefined;
  }
}

/**
 * A key out of a cookie of 256 random bits: what is sealed with it can be opened only while that
 * browser asks, by nobody who holds the database and our secrets.
 */
export const keyOfCookie = (cookie: string, purpose: string): Uint8Array =>
  new Uint8Array(hkdfSync("sha256", cookie, "hamwe", purpose, 32));

/** By which a cookie is looked up; it cannot be made from it. */
export const hashOf = (cookie: string): Buffer => hash("sha256", cookie, "buffer");
