import type { RefusalTable } from "../kernel/index.ts";

/** Refusals about services. */
export const serviceRefusals = {
  "service.not-found": { kind: "not-found" },
  "service.unavailable": { kind: "unavailable" },
} as const satisfies RefusalTable;

type ServiceRefusals = typeof serviceRefusals;
declare module "../kernel/index.ts" {
  interface Refusals extends ServiceRefusals {}
}
