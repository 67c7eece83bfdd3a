import type { RefusalTable } from "../kernel/index.ts";

/** Refusals at a centre. */
export const centreRefusals = {
  "centre.not-found": { kind: "not-found" },
  "centre.topic-unknown": { kind: "not-found" },
  "centre.counter-unknown": { kind: "not-found" },
  "centre.ticket-unknown": { kind: "not-found" },
  "centre.appointment-unknown": { kind: "not-found" },
  "centre.outing-unknown": { kind: "not-found" },
  "centre.no-slots": { kind: "not-found" },
  "centre.no-call-outs": { kind: "not-found" },
  "centre.group-unknown": { kind: "invalid" },
  "centre.party": { kind: "invalid", facts: ["most"] },
  "centre.announcement-long": { kind: "invalid", facts: ["most"] },
  "centre.no-topic": { kind: "invalid" },
  "centre.phone": { kind: "invalid" },
  "centre.no-such-slot": { kind: "invalid" },
  "centre.too-far-ahead": { kind: "invalid", facts: ["days"] },
  "centre.order-incomplete": { kind: "invalid" },
  "centre.plan-unfit": { kind: "invalid" },
  "centre.other-hall": { kind: "not-allowed" },
  "centre.not-seated": { kind: "not-allowed" },
  "centre.number-taken": { kind: "conflict" },
  "centre.counter-taken": { kind: "conflict" },
  "centre.seated-elsewhere": { kind: "conflict", facts: ["counter", "centre"] },
  "centre.on-break": { kind: "conflict" },
  "centre.too-few-operators": { kind: "conflict", facts: ["count"] },
  "centre.client-open": { kind: "conflict" },
  "centre.no-client": { kind: "conflict" },
  "centre.not-waiting": { kind: "conflict" },
  "centre.not-called": { kind: "conflict" },
  "centre.not-serving": { kind: "conflict" },
  "centre.not-parked": { kind: "conflict" },
  "centre.being-served": { kind: "conflict" },
  "centre.over": { kind: "conflict" },
  "centre.slot-taken": { kind: "conflict" },
  "centre.slot-past": { kind: "conflict" },
  "centre.has-appointment": { kind: "conflict" },
  "centre.appointment-over": { kind: "conflict" },
  "centre.arrived-already": { kind: "conflict" },
  "centre.too-early": { kind: "conflict", facts: ["from"] },
  "centre.too-late": { kind: "conflict" },
  "centre.outing-over": { kind: "conflict" },
  "centre.team-busy": { kind: "conflict" },
  "centre.has-outing": { kind: "conflict" },
  "centre.closed": { kind: "unavailable", facts: ["opens"] },
  "centre.closed-for-long": { kind: "unavailable" },
} as const satisfies RefusalTable;

type CentreRefusals = typeof centreRefusals;
declare module "../kernel/index.ts" {
  interface Refusals extends CentreRefusals {}
}
