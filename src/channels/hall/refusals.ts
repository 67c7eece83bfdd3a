import type { RefusalTable } from "../../kernel/index.ts";

/** What the screens of a hall refuse themselves. */
export const hallRefusals = {
  "hall.ticket-unknown": { kind: "not-found" },
  "hall.device-unknown": { kind: "not-found" },
  "hall.code-unknown": { kind: "not-found" },
  "hall.officer-unknown": { kind: "invalid" },
  "hall.officer-missing": { kind: "invalid", facts: ["counter"] },
  "hall.officer-signed-out": { kind: "conflict", facts: ["counter"] },
  "hall.topic-missing": { kind: "invalid" },
  "hall.counter-missing": { kind: "invalid" },
  "hall.reason-missing": { kind: "invalid" },
  "hall.why-missing": { kind: "invalid" },
  "hall.duration-missing": { kind: "invalid" },
  "hall.phone-used": { kind: "conflict" },
  "hall.enough-today": { kind: "conflict" },
} as const satisfies RefusalTable;

type HallRefusals = typeof hallRefusals;
declare module "../../kernel/index.ts" {
  interface Refusals extends HallRefusals {}
}
