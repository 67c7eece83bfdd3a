import {
  createHmac,
  createSecretKey,
  hkdfSync,
  type KeyObject,
  timingSafeEqual,
} from "node:crypto";

/**
 * Made ready once: an HMAC with bytes instead makes a key of them each time, at four times the
 * cost.
 */
export interface Keys {
  readonly csrf: KeyObject;
  readonly flash: KeyObject;
  readonly attempts: KeyObject;
}

/** One secret in, one key per purpose out (HKDF, RFC 5869), so that no token fits another lock. */
export function deriveKey(secret: string, purpose: string): Uint8Array {
  if (secret.length < 32) throw new Error("the secret must have at least 32 characters");
  return new Uint8Array(hkdfSync("sha256", secret, "hamwe", purpose, 32));
}

export const deriveKeys = (secret: string): Keys => ({
  csrf: createSecretKey(deriveKey(secret, "csrf")),
  flash: createSecretKey(deriveKey(secret, "flash")),
  attempts: createSecretKey(deriveKey(secret, "attempts")),
});

export const mac = (key: KeyObject, text: string): Buffer =>
  createHmac("sha256", key).update(text).digest();

export const sameBytes = (a: Uint8Array, b: Uint8Array): boolean =>
  a.length === b.length && timingSafeEqual(a, b);
