import type { RefusalTable } from "../../kernel/index.ts";

/** What the web server itself refuses. */
export const httpRefusals = {
  "http.bad-request": { kind: "invalid" },
  "http.too-large": { kind: "invalid" },
  "http.unsupported-type": { kind: "invalid" },
  "http.form-expired": { kind: "not-allowed" },
  "http.not-found": { kind: "not-found" },
  "http.too-many-requests": { kind: "unavailable" },
  "http.unavailable": { kind: "unavailable" },
  "http.fault": { kind: "unavailable", facts: ["reference"] },
} as const satisfies RefusalTable;

type HttpRefusals = typeof httpRefusals;
declare module "../../kernel/index.ts" {
  interface Refusals extends HttpRefusals {}
}
