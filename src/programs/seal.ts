import { createCipheriv, createDecipheriv, type KeyObject, randomBytes } from "node:crypto";
import { keyRing, type Secrets } from "../platform/http/index.ts";

/**
 * Encryption of data that the database stores but must not read: AES-256-GCM under a key derived
 * from the server's secret.
 */
export interface Seal {
  close(text: string): Buffer;
  /** Also what was encrypted under the secret before. Throws where it was under neither. */
  open(sealed: Uint8Array): string;
  /** The same under the present secret; undefined where it is that already. */
  renewed(sealed: Uint8Array): Buffer | undefined;
}

type OneKey = Pick<Seal, "close" | "open">;

const makeSeal = (key: KeyObject): OneKey => ({
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

/** What one of them opens, and which; throws what the last one throws. */
function openedBy(seals: readonly OneKey[], sealed: Uint8Array) {
  for (const [at, seal] of seals.entries()) {
    try {
      return { at, text: seal.open(sealed) };
    } catch (error) {
      if (at === seals.length - 1) throw error;
    }
  }
  throw new Error("there is no secret");
}

/** The encryption of programs' secrets, from the secrets of the server. */
export function sealFor(secrets: Secrets): Seal {
  const [first, ...before] = keyRing(secrets, "api seal");
  const present = makeSeal(first);
  const seals = [present, ...before.map(makeSeal)];
  return {
    close: present.close,
    open: (sealed) => openedBy(seals, sealed).text,
    renewed(sealed) {
      const { at, text } = openedBy(seals, sealed);
      return at === 0 ? undefined : present.close(text);
    },
  };
}
