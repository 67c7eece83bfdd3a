import type { RefusalTable } from "../../kernel/index.ts";

/** Refusals of sign-in, of pages and of codes. */
export const authRefusals = {
  "auth.sign-in-expired": { kind: "invalid" },
  "auth.cancelled": { kind: "not-allowed" },
  "auth.failed": { kind: "not-allowed" },
  "auth.issuer-unavailable": { kind: "unavailable" },
  "auth.level-unknown": { kind: "not-allowed" },
  "auth.level-too-low": { kind: "not-allowed" },
  "auth.not-an-officer": { kind: "not-allowed" },
  "auth.other-network": { kind: "not-allowed" },
  "auth.staff-level-needed": { kind: "not-allowed" },
  "auth.people-only": { kind: "not-allowed" },
  "auth.officers-only": { kind: "not-allowed" },
  "auth.role-missing": { kind: "not-allowed" },
  "auth.passkey-refused": { kind: "not-allowed" },
  "auth.proof-needed": { kind: "not-allowed" },
  "auth.code-wrong": { kind: "invalid" },
  "auth.code-expired": { kind: "conflict" },
  "auth.too-many-codes": { kind: "unavailable" },
} as const satisfies RefusalTable;

type AuthRefusals = typeof authRefusals;
declare module "../../kernel/index.ts" {
  interface Refusals extends AuthRefusals {}
}
