import type { Definition, Process } from "../catalogue/index.ts";
import { type Calendar, type Duration, ok, type Result, refuse } from "../kernel/index.ts";
import { termEnd } from "../workflow/index.ts";
import type { CaseState, Task } from "./model.ts";
import { meaningOf } from "./status.ts";

/** An act that is open now, and until when (ISO instant) if it has a term. */
export interface Window {
  readonly until?: string;
}

/** Whether the applicant can withdraw it. Refuses case.already-decided. */
export const withdrawalWindow = ({ status }: Pick<CaseState, "status">): Result<Window> =>
  meaningOf(status).withdrawable ? ok({}) : refuse("conflict", "case.already-decided");

/**
 * Whether messages about it can be sent elsewhere: as long as there will be some, also of what was
 * granted and runs out one day. Refuses case.closed.
 */
export function contactWindow({ status }: Pick<CaseState, "status">): Result<Window> {
  const { outcome } = meaningOf(status);
  return outcome === "withdrawn" || outcome === "refused"
    ? refuse("conflict", "case.closed")
    : ok({});
}

/**
 * Whether the applicant has been asked for more, and until when they can answer. Refuses
 * case.not-waiting.
 */
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

/**
 * Whether an officer may ask the applicant for more in a task. Refuses case.not-open where the case
 * is not being worked on, case.already-decided where the task is not open, case.not-allowed in a
 * stage that does not ask.
 */
export function requestWindow(
  { status }: Pick<CaseState, "status">,
  task: Pick<Task, "stage"> | undefined,
  { moreInformation }: Pick<Process, "moreInformation">,
): Result<Window> {
  if (status !== "in-review") return refuse("conflict", "case.not-open");
  if (!task) return refuse("conflict", "case.already-decided");
  return moreInformation.from.includes(task.stage)
    ? ok({})
    : refuse("not-allowed", "case.not-allowed");
}

/**
 * Whether the promise can be extended at an instant: once, before it has run out. Refuses
 * case.not-allowed where the service allows no extension, case.not-open, case.already-extended,
 * case.too-late.
 */
export function extensionWindow(
  { status, clock }: Pick<CaseState, "status" | "clock">,
  { clock: { extension } }: Pick<Process, "clock">,
  at: Date,
): Result<{ readonly until: string; readonly by: Duration }> {
  if (!extension) return refuse("not-allowed", "case.not-allowed");
  if (status !== "in-review" || !clock.dueAt) return refuse("conflict", "case.not-open");
  if (clock.extended) return refuse("conflict", "case.already-extended");
  if (clock.expired || clock.dueAt <= at.toISOString()) return refuse("conflict", "case.too-late");
  return ok({ until: clock.dueAt, by: extension.by });
}
