import type { RefusalTable } from "../kernel/index.ts";

/** Why an act on an application is not open, beside the refusals of the parts that it brings together. */
export const actRefusals = {
  "case.contact-wrong": { kind: "invalid" },
  "case.bill-coming": { kind: "conflict" },
  "case.nothing-to-pay": { kind: "conflict" },
  "case.not-decided": { kind: "conflict" },
  "case.no-renewal": { kind: "conflict" },
} as const satisfies RefusalTable;

type ActRefusals = typeof actRefusals;
declare module "../kernel/index.ts" {
  interface Refusals extends ActRefusals {}
}
