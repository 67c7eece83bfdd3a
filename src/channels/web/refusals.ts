import type { RefusalTable } from "../../kernel/index.ts";

/** What the pages of a journey refuse themselves. */
export const webRefusals = {
  "journey.changed": { kind: "invalid" },
  "journey.not-eligible": { kind: "invalid" },
} as const satisfies RefusalTable;

type WebRefusals = typeof webRefusals;
declare module "../../kernel/index.ts" {
  interface Refusals extends WebRefusals {}
}
