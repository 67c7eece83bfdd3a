import type { RefusalTable } from "../kernel/index.ts";

/** Refusals at a counter, or of an agent. */
export const counterRefusals = {
  "counter.client-open": { kind: "conflict" },
  "counter.visit-closed": { kind: "conflict" },
  "counter.file-shut": { kind: "not-allowed" },
  "counter.reason-missing": { kind: "invalid" },
  "counter.card-unread": { kind: "invalid" },
  "counter.appointment-unknown": { kind: "invalid" },
  "counter.too-many-lookups": { kind: "unavailable" },
  "counter.not-seated": { kind: "conflict" },
  "counter.consent-void": { kind: "conflict" },
  "counter.changed-after": { kind: "conflict" },
  "counter.badge-suspended": { kind: "not-allowed" },
  "counter.badge-not-valid": { kind: "not-allowed" },
  "counter.agent-unknown": { kind: "not-found" },
  "counter.level-too-low": { kind: "not-allowed" },
  "counter.signature-too-weak": { kind: "not-allowed" },
  "counter.other-card": { kind: "conflict" },
  "counter.phone-unfit": { kind: "not-allowed" },
  "counter.not-to-correct": { kind: "not-allowed" },
  "counter.number-known": { kind: "invalid" },
  "counter.card-photo": { kind: "not-allowed" },
  "counter.card-note-missing": { kind: "invalid" },
  "counter.card-unfit": { kind: "not-allowed" },
  "counter.card-own": { kind: "not-allowed" },
  "counter.card-differs": { kind: "invalid" },
  "counter.card-settled": { kind: "conflict" },
  "counter.colleague-here": { kind: "conflict" },
  "counter.alone-too-often": { kind: "unavailable" },
  "counter.no-cash-desk": { kind: "conflict" },
  "counter.control-of-oneself": { kind: "not-allowed" },
  "counter.act-unknown": { kind: "invalid" },
  "counter.finding-unknown": { kind: "invalid" },
  "counter.note-missing": { kind: "invalid" },
  "offline.number-foreign": { kind: "invalid" },
  "offline.reference-foreign": { kind: "invalid" },
  "offline.reference-changed": { kind: "conflict" },
  "offline.service-changed": { kind: "conflict" },
  "offline.name-differs": { kind: "conflict" },
  "offline.person-differs": { kind: "conflict" },
  "offline.draft-changed": { kind: "conflict" },
  "offline.applied-twice": { kind: "conflict" },
  "offline.waits-for-yes": { kind: "conflict" },
  "offline.waits-for-officer": { kind: "conflict" },
  "offline.hall-closed": { kind: "conflict" },
  "offline.own-delivery": { kind: "not-allowed" },
} as const satisfies RefusalTable;

type CounterRefusals = typeof counterRefusals;
declare module "../kernel/index.ts" {
  interface Refusals extends CounterRefusals {}
}
