import { createHmac, randomBytes } from "node:crypto";

/** Standard Webhooks: `whsec_` and 24 to 64 bytes in base64. */
export const newWebhookSecret = (): string => `whsec_${randomBytes(32).toString("base64")}`;

/** `v1,<base64>`: HMAC-SHA256 over `id.timestamp.body` (Standard Webhooks, "Signature scheme"). */
export function signatureOf(secret: string, id: string, seconds: number, body: string): string {
  const key = Buffer.from(secret.replace(/^whsec_/, ""), "base64");
  return `v1,${createHmac("sha256", key).update(`${id}.${seconds}.${body}`).digest("base64")}`;
}
