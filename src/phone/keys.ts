import {
  createCipheriv,
  createDecipheriv,
  createHmac,
  createSecretKey,
  type KeyObject,
  randomBytes,
} from "node:crypto";
import { deriveKey } from "../platform/http/index.ts";

/** Data about telephones is hashed or encrypted with keys that the database does not have. */
export interface PhoneKeys {
  phone(number: string): Buffer;
  path(session: string, text: string): Buffer;
  /** A deterministic UUID, version 8, for one application. */
  uuid(name: string): string;
  seal(session: string, value: unknown): Buffer;
  unseal(session: string, sealed: Uint8Array): unknown;
}

export function phoneKeys(secret: string): PhoneKeys {
  // Prepared once: an HMAC with bytes derives the key each time, at four times the cost.
  const keyOf = (purpose: string) => createSecretKey(deriveKey(secret, `ussd ${purpose}`));
  const [phone, path, name] = [keyOf("phone"), keyOf("path"), keyOf("name")];
  const sealKey = keyOf("seal");
  const mac = (key: KeyObject, text: string) => createHmac("sha256", key).update(text).digest();
  return {
    phone: (number) => mac(phone, number),
    path: (session, text) => mac(path, `${session} ${text}`),
    uuid: (named) => uuidOf(mac(name, named)),
    seal: (session, value) => sealed(sealKey, session, JSON.stringify(value)),
    unseal: (session, bytes) => JSON.parse(opened(sealKey, session, Buffer.from(bytes))),
  };
}

/** RFC 9562, 5.8: 122 bits of our own and the version bits. */
function uuidOf(bytes: Buffer): string {
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x80;
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  const hex = bytes.toString("hex");
  return [
    hex.slice(0, 8),
    hex.slice(8, 12),
    hex.slice(12, 16),
    hex.slice(16, 20),
    hex.slice(20, 32),
  ].join("-");
}

function sealed(key: KeyObject, session: string, text: string): Buffer {
  const nonce = randomBytes(12);
  const cipher = createCipheriv("aes-256-gcm", key, nonce).setAAD(Buffer.from(session));
  const body = Buffer.concat([cipher.update(text, "utf8"), cipher.final()]);
  return Buffer.concat([nonce, cipher.getAuthTag(), body]);
}

function opened(key: KeyObject, session: string, bytes: Buffer): string {
  const cipher = createDecipheriv("aes-256-gcm", key, bytes.subarray(0, 12))
    .setAAD(Buffer.from(session))
    .setAuthTag(bytes.subarray(12, 28));
  return Buffer.concat([cipher.update(bytes.subarray(28)), cipher.final()]).toString("utf8");
}
