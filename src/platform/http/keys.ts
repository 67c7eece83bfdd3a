import { createHmac, hkdfSync, timingSafeEqual } from "node:crypto";

export interface Keys {
  readonly csrf: Uint8Array;
  readonly flash: Uint8Array;
}

/** One secret in, one key per purpose out (HKDF, RFC 5869), so that no token fits another lock. */
export function deriveKey(secret: string, purpose: string): Uint8Array {
  if (secret.length < 32) throw new Error("the secret must have at least 32 characters");
  return new Uint8Array(hkdfSync("sha256", secret, "hamwe", purpose, 32));
}

export const deriveKeys = (secret: string): Keys => ({
  csrf: deriveKey(secret, "csrf"),
  flash: deriveKey(secret, "flash"),
});

export const mac = (key: Uint8Array, text: string): Buffer =>
  createHmac("sha256", key).update(text).digest();

export const sameBytes = (a: Uint8Array, b: Uint8Array): boolean =>
  a.length === b.length && timingSafeEqual(a, b);
