import { createHash, createHmac, type KeyObject, timingSafeEqual } from "node:crypto";

import type { KeyRing } from "../../platform/http/index.ts";

const macBytes = 12;

/** What a link is for: to answer a question, or to take an answer back. */
export type LinkUse = "answer" | "take-back";

const macOf = (key: KeyObject, id: Uint8Array, use: LinkUse): Buffer => {
  const mac = createHmac("sha256", key).update(id);
  return (use === "answer" ? mac : mac.update(use)).digest().subarray(0, macBytes);
};

/** What a link carries: the id of its row and a signature over it, 38 characters in all. */
export function tokenOf([key]: KeyRing, id: string, use: LinkUse = "answer"): string {
  const bytes = Buffer.from(id.replaceAll("-", ""), "hex");
  return Buffer.concat([bytes, macOf(key, bytes, use)]).toString("base64url");
}

/** The id that a token names; undefined where its signature is not ours, or for another use. */
export function idOfToken(
  keys: KeyRing,
  token: string,
  use: LinkUse = "answer",
): string | undefined {
  const bytes = Buffer.from(token, "base64url");
  if (bytes.length !== 16 + macBytes || bytes.toString("base64url") !== token) return undefined;
  const id = bytes.subarray(0, 16);
  const isBy = (key: KeyObject) => timingSafeEqual(macOf(key, id, use), bytes.subarray(16));
  if (!keys.some(isBy)) return undefined;
  const hex = id.toString("hex");
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
}

/** What is kept of the secret that the first browser was given. */
export const hashOf = (secret: string): Buffer => createHash("sha256").update(secret).digest();
