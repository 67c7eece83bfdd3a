import type { RefusalTable } from "../kernel/index.ts";

/** Why something about the partnership is refused. */
export const partnershipRefusals = {
  "partnership.conflict": { kind: "conflict" },
  "partnership.instrument-exists": { kind: "conflict" },
  "partnership.instrument-unknown": { kind: "not-found" },
  "partnership.parties": { kind: "invalid" },
  "partnership.not-a-party": { kind: "invalid", facts: ["side"] },
  "partnership.prevailing-language": { kind: "invalid" },
  "partnership.entry-rule": { kind: "invalid" },
  "partnership.term": { kind: "invalid" },
  "partnership.own-parent": { kind: "invalid" },
  "partnership.already-signed": { kind: "conflict" },
  "partnership.not-signed": { kind: "conflict" },
  "partnership.day-in-future": { kind: "invalid" },
  "partnership.day-before-signature": { kind: "invalid" },
  "partnership.note-exists": { kind: "conflict", facts: ["side"] },
  "partnership.in-force": { kind: "conflict" },
  "partnership.not-in-force": { kind: "conflict" },
  "partnership.notice-exists": { kind: "conflict" },
  "partnership.notice-too-late": { kind: "conflict", facts: ["until"] },
  "partnership.not-renewed-by-itself": { kind: "conflict" },
  "partnership.reason-missing": { kind: "invalid" },
} as const satisfies RefusalTable;

type PartnershipRefusals = typeof partnershipRefusals;
declare module "../kernel/index.ts" {
  interface Refusals extends PartnershipRefusals {}
}
