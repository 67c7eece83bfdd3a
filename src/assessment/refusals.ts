import type { RefusalTable } from "../kernel/index.ts";

/** Refusals of a rating. */
export const assessmentRefusals = {
  "assessment.rating-wrong": { kind: "invalid" },
  "assessment.rated-already": { kind: "conflict" },
} as const satisfies RefusalTable;

type AssessmentRefusals = typeof assessmentRefusals;
declare module "../kernel/index.ts" {
  interface Refusals extends AssessmentRefusals {}
}
