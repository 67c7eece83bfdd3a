import type { RefusalTable } from "../kernel/index.ts";

/** Refusals about an application. */
export const caseRefusals = {
  "case.not-found": { kind: "not-found" },
  "case.not-allowed": { kind: "not-allowed" },
  "case.other-office": { kind: "not-allowed" },
  "case.same-officer": { kind: "not-allowed" },
  "case.colleague-not-entitled": { kind: "not-allowed" },
  "case.colleague-acted": { kind: "not-allowed" },
  "case.same-person-cannot-sign-twice": { kind: "not-allowed" },
  "case.person-must-sign": { kind: "not-allowed" },
  "case.own-case": { kind: "not-allowed" },
  "case.round-limit": { kind: "not-allowed", facts: ["rounds"] },
  "case.conflict": { kind: "conflict" },
  "case.already-submitted": { kind: "conflict" },
  "case.already-decided": { kind: "conflict" },
  "case.closed": { kind: "conflict" },
  "case.already-extended": { kind: "conflict" },
  "case.already-renewed": { kind: "conflict" },
  "case.reference-taken": { kind: "conflict" },
  "case.call-closed": { kind: "conflict", facts: ["opens", "closes"] },
  "case.ranking-open": { kind: "conflict", facts: ["missing", "closes"] },
  "case.claimed-by-other": { kind: "conflict" },
  "case.changed-since-signed": { kind: "conflict" },
  "case.nothing-to-confirm": { kind: "conflict" },
  "case.waits-for-second-signature": { kind: "conflict" },
  "case.decision-signed": { kind: "conflict" },
  "case.nothing-to-take-back": { kind: "conflict" },
  "case.outcome-not-possible": { kind: "conflict" },
  "case.not-open": { kind: "conflict" },
  "case.not-waiting": { kind: "conflict" },
  "case.no-appeal": { kind: "conflict" },
  "case.too-early": { kind: "conflict", facts: ["from"] },
  "case.too-late": { kind: "conflict" },
  "case.too-many-drafts": { kind: "conflict", facts: ["max"] },
  "case.too-many-today": { kind: "conflict", facts: ["max"] },
  "case.paper-held": { kind: "unavailable" },
  "case.paper-infected": { kind: "conflict" },
  "case.answers-missing": { kind: "invalid" },
  "case.declaration-missing": { kind: "invalid" },
  "case.not-eligible": { kind: "invalid" },
  "case.findings-wrong": { kind: "invalid" },
  "case.reason-missing": { kind: "invalid" },
  "case.note-empty": { kind: "invalid" },
  "case.note-too-long": { kind: "invalid", facts: ["max"] },
} as const satisfies RefusalTable;

type CaseRefusals = typeof caseRefusals;
declare module "../kernel/index.ts" {
  interface Refusals extends CaseRefusals {}
}
