import type { RefusalTable } from "../kernel/index.ts";

/** Refusals of the help desk. */
export const helpRefusals = {
  "help.incomplete": { kind: "invalid" },
  "help.asked-already": { kind: "conflict" },
  "help.unknown": { kind: "not-found" },
} as const satisfies RefusalTable;

type HelpRefusals = typeof helpRefusals;
declare module "../kernel/index.ts" {
  interface Refusals extends HelpRefusals {}
}
