import type { RefusalTable } from "../../kernel/index.ts";

/** Why a bundle, an introduction or an answer to a statement is refused. */
export const exchangeRefusals = {
  "partnership.introduction-unreadable": { kind: "invalid" },
  "partnership.introduction-own": { kind: "invalid" },
  "partnership.partner-missing": { kind: "conflict" },
  "partnership.partner-withdrawn": { kind: "not-allowed", facts: ["side"] },
  "partnership.key-of-another": { kind: "conflict", facts: ["side"] },
  "partnership.address": { kind: "invalid" },
  "partnership.partner-away": { kind: "unavailable" },
  "partnership.partner-refused": { kind: "conflict", facts: ["reason"] },
  "partnership.bundle-unreadable": { kind: "invalid" },
  "partnership.bundle-newer": { kind: "conflict" },
  "partnership.bundle-too-large": { kind: "invalid" },
  "partnership.bundle-altered": { kind: "not-allowed" },
  "partnership.bundle-stranger": { kind: "not-allowed" },
  "partnership.bundle-not-for-us": { kind: "invalid", facts: ["side"] },
  "partnership.bundle-twice": { kind: "conflict", facts: ["sequence"] },
  "partnership.bundle-older": { kind: "conflict", facts: ["sequence", "last"] },
  "partnership.bundle-missing": { kind: "conflict", facts: ["sequence", "next"] },
  "partnership.bundle-chain": { kind: "conflict", facts: ["sequence"] },
  "partnership.nothing-to-send": { kind: "conflict" },
  "partnership.waits-for-answer": { kind: "conflict" },
  "partnership.statement-unknown": { kind: "not-found" },
  "partnership.statement-changed": { kind: "conflict" },
} as const satisfies RefusalTable;

type ExchangeRefusals = typeof exchangeRefusals;
declare module "../../kernel/index.ts" {
  interface Refusals extends ExchangeRefusals {}
}
