import type { RefusalTable } from "../kernel/index.ts";

/** Refusals of a program. */
export const programRefusals = {
  "api.client-unknown": { kind: "not-allowed" },
  "api.token-missing": { kind: "not-allowed" },
  "api.token-invalid": { kind: "not-allowed" },
  "api.no-agency": { kind: "not-allowed" },
  "api.task-not-found": { kind: "not-found" },
  "api.paper-not-found": { kind: "not-found" },
  "api.changed": { kind: "conflict" },
  "api.version-missing": { kind: "invalid" },
  "api.scope-missing": { kind: "not-allowed", facts: ["scope"] },
  "api.key-missing": { kind: "invalid" },
  "api.key-reused": { kind: "conflict" },
  "api.in-flight": { kind: "conflict" },
  "api.invalid": { kind: "invalid" },
  "api.too-many-requests": { kind: "unavailable" },
  "api.mediator-missing": { kind: "invalid" },
  "api.service-not-found": { kind: "not-found" },
  "api.list-not-found": { kind: "not-found" },
  "api.register-not-found": { kind: "not-found" },
  "api.draft-not-found": { kind: "not-found" },
  "api.page-not-found": { kind: "not-found" },
  "api.webhook-not-found": { kind: "not-found" },
  "api.delivery-not-found": { kind: "not-found" },
  "api.no-application": { kind: "conflict" },
  "api.level-too-high": { kind: "not-allowed" },
  "api.too-many-drafts": { kind: "unavailable" },
  "api.too-many-today": { kind: "conflict", facts: ["max"] },
  "api.scanner-away": { kind: "unavailable" },
  "api.too-many-codes": { kind: "unavailable" },
  "api.too-many-webhooks": { kind: "conflict" },
  "api.document-not-wanted": { kind: "invalid" },
  "api.address-refused": { kind: "invalid" },
} as const satisfies RefusalTable;

type ProgramRefusals = typeof programRefusals;
declare module "../kernel/index.ts" {
  interface Refusals extends ProgramRefusals {}
}
