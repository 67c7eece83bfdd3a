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

/** The secret of the server and, while it is being changed, the one before. */
export interface Secrets {
  readonly secret: string;
  readonly secretBefore?: string;
}

/** A key of one purpose, and by which secret. */
export interface KeyOfSecret {
  /** Names the secret and tells nothing of it. */
  readonly id: string;
  readonly key: Uint8Array;
}

/** Names a secret, so that a row can say which one it is kept under. */
export const secretId = (secret: string): string =>
  Buffer.from(deriveKey(secret, "id")).subarray(0, 6).toString("base64url");

/**
 * The key of a purpose by each secret, the present one first: new things are made with that, and
 * what was made with the one before is still understood.
 */
export function keysOf(
  { secret, secretBefore }: Secrets,
  purpose: string,
): readonly [KeyOfSecret, ...KeyOfSecret[]] {
  const keyOf = (each: string) => ({ id: secretId(each), key: deriveKey(each, purpose) });
  return [keyOf(secret), ...(secretBefore === undefined ? [] : [keyOf(secretBefore)])];
}

/** Keys of one purpose, the present one first; made ready once, as `Keys` are. */
export type KeyRing = readonly [KeyObject, ...KeyObject[]];

/** As `keysOf`, where nothing has to say which secret it was made with. */
export function keyRing(secrets: Secrets, purpose: string): KeyRing {
  const [present, ...before] = keysOf(secrets, purpose);
  return [createSecretKey(present.key), ...before.map(({ key }) => createSecretKey(key))];
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
