import { createCipheriv, createDecipheriv, createHash, randomBytes } from "node:crypto";

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

/** JSON with the names of each object in order, so that two programs that mean the same write the same. */
export function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(",")}]`;
  if (typeof value !== "object" || value === null) return JSON.stringify(value) ?? "null";
  const members = Object.entries(value)
    .filter(([, each]) => each !== undefined)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, each]) => `${JSON.stringify(name)}:${canonical(each)}`);
  return `{${members.join(",")}}`;
}

/** What the database may hold and not read: AES-256-GCM under a key derived from the server's secret. */
export interface Seal {
  close(text: string): Buffer;
  /** Throws where it was not closed with this key. */
  open(sealed: Uint8Array): string;
}

export const makeSeal = (key: Uint8Array): Seal => ({
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
