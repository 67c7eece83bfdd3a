import type { Definition } from "../catalogue/index.ts";
import { type Calendar, ok, type Result, refuse } from "../kernel/index.ts";
import { termEnd } from "../workflow/index.ts";
import type { CaseState } from "./model.ts";
import { meaningOf } from "./status.ts";

/** That something can be done now, and until when (ISO instant) where it has a term. */
export interface Window {
  readonly until?: string;
}

/** Whether the applicant can take it back. Refuses case.already-decided. */
export const withdrawalWindow = ({ status }: Pick<CaseState, "status">): Result<Window> =>
  status !== "none" && meaningOf(status).withdrawable
    ? ok({})
    : refuse("conflict", "case.already-decided");

/** Whether the applicant is asked for more, and until when they can answer. Refuses case.not-waiting. */
export const answerWindow = ({ status, request }: CaseState): Result<Window> =>
  status === "waiting-for-applicant"
    ? ok(request ? { until: request.dueAt } : {})
    : refuse("conflict", "case.not-waiting");

/**
 * Whether a refusal can be appealed at an instant: once, in time, where the service offers it.
 * Refuses case.no-appeal, case.too-late.
 */
export function appealWindow(
  { status, decision, appeals }: CaseState,
  { appeal }: Pick<Definition, "appeal">,
  at: Date,
  calendar: Calendar,
): Result<Window> {
  if (!appeal || status !== "refused" || !decision || appeals > 0)
    return refuse("conflict", "case.no-appeal");
  const until = termEnd(new Date(decision.at), appeal.within, calendar);
  if (until === undefined) return ok({});
  return until < at.toISOString() ? refuse("conflict", "case.too-late") : ok({ until });
}
