import type { RefusalTable } from "../kernel/index.ts";

/** Refusals about a certificate. */
export const credentialRefusals = {
  "credentials.not-found": { kind: "not-found" },
  "credentials.already-issued": { kind: "conflict" },
  "credentials.already-revoked": { kind: "conflict" },
  "credentials.reason-missing": { kind: "invalid" },
  "credentials.issuer-withdrawn": { kind: "not-allowed" },
  "credentials.no-key": { kind: "unavailable", facts: ["authority"] },
  "credentials.key-changed": { kind: "unavailable" },
  "credentials.not-signed": { kind: "not-allowed", facts: ["why"] },
  "credentials.signer-busy": { kind: "unavailable" },
  "credentials.not-valid": { kind: "conflict" },
  "credentials.too-many-shares": { kind: "conflict", facts: ["most"] },
  "credentials.share-over": { kind: "not-found" },
  "credentials.not-a-paper": { kind: "invalid" },
  "credentials.unknown-issuer": { kind: "invalid" },
  "credentials.altered": { kind: "invalid" },
} as const satisfies RefusalTable;

type CredentialRefusals = typeof credentialRefusals;
declare module "../kernel/index.ts" {
  interface Refusals extends CredentialRefusals {}
}
