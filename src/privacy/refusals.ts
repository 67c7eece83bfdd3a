import type { RefusalTable } from "../kernel/index.ts";

/** Refusals about personal data. */
export const privacyRefusals = {
  "privacy.hold-not-found": { kind: "not-found" },
  "privacy.held-already": { kind: "conflict" },
  "privacy.same-officer": { kind: "not-allowed" },
  "privacy.nothing-to-confirm": { kind: "conflict" },
  "privacy.request-not-found": { kind: "not-found" },
  "privacy.request-answered": { kind: "conflict" },
  "privacy.correction-not-found": { kind: "not-found" },
  "privacy.correction-waits": { kind: "conflict" },
  "privacy.nothing-corrected": { kind: "invalid" },
  "privacy.too-many-requests": { kind: "conflict" },
  "privacy.breach-not-found": { kind: "not-found" },
  "privacy.notice-confirmed": { kind: "conflict" },
  "privacy.notice-changed": { kind: "conflict" },
  "privacy.breach-step-done": { kind: "conflict" },
  "privacy.breach-untold": { kind: "invalid" },
} as const satisfies RefusalTable;

type PrivacyRefusals = typeof privacyRefusals;
declare module "../kernel/index.ts" {
  interface Refusals extends PrivacyRefusals {}
}
