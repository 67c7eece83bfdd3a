import { createCipheriv, createDecipheriv, randomBytes } from "node:crypto";
import { deriveKey } from "../platform/http/index.ts";

/**
 * Encryption of data that the database stores but must not read: AES-256-GCM under a key derived
 * from the server's secret.
 */
export interface Seal {
  close(text: string): Buffer;
  /** Throws where it was encrypted with another key. */
  open(sealed: Uint8Array): string;
}

const makeSeal = (key: Uint8Array): Seal => ({
  close(text) {
    const nonce = randomBytes(12);
    const cipher = createCipheriv("aes-256-gcm", key, nonce);
    const body = Buffer.concat([cipher.update(text, "utf8"), cipher.final()]);
    return Buffer.concat([nonce, cipher.getAuthTag(), body]);
  },
  open(sealed) {
    const bytes = Buffer.from(sealed);
    const decipher = createDecipheriv("aes-256-gcm", key, bytes.subarray(0, 12));
    decipher.setAuthTag(bytes.subarray(12, 28));
    return Buffer.concat([decipher.update(bytes.subarray(28)), decipher.final()]).toString("utf8");
  },
});

/** The encryption of programs' secrets, from the secret of the server. */
export const sealFor = (secret: string): Seal => makeSeal(deriveKey(secret, "api seal"));
