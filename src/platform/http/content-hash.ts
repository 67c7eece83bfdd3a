import { createHash } from "node:crypto";

/** SHA-256 (hex) of content that is served or was received, one part after the other. */
export function contentHash(...parts: readonly (string | Uint8Array)[]): string {
  const hash = createHash("sha256");
  for (const part of parts) hash.update(part);
  return hash.digest("hex");
}
