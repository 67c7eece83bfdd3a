import type { RefusalTable } from "../kernel/index.ts";

/** Refusals of a rating. */
export const assessmentRefusals = {
  "assessment.rating-wrong": { kind: "invalid" },
} as const satisfies RefusalTable;

type AssessmentRefusals = typeof assessmentRefusals;
declare module "../kernel/index.ts" {
  interface Refusals extends AssessmentRefusals {}
}
