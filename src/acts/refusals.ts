import type { RefusalTable } from "../kernel/index.ts";

/** Why an act is not open, beside the refusals of the siblings. */
export const actRefusals = {
  "case.contact-wrong": { kind: "invalid" },
  "case.contact-unconfirmed": { kind: "invalid" },
  "case.colleague-left": { kind: "conflict" },
  "case.colleague-away": { kind: "conflict" },
  "case.nobody-at-work": { kind: "conflict" },
  "case.bill-coming": { kind: "conflict" },
  "case.nothing-to-pay": { kind: "conflict" },
  "case.not-decided": { kind: "conflict" },
  "case.no-renewal": { kind: "conflict" },
  "operations.not-failed": { kind: "conflict" },
  "operations.reason-missing": { kind: "invalid" },
} as const satisfies RefusalTable;

type ActRefusals = typeof actRefusals;
declare module "../kernel/index.ts" {
  interface Refusals extends ActRefusals {}
}
