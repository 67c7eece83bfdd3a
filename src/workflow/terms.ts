import type { Clock } from "../catalogue/index.ts";
import {
  addDuration,
  type Calendar,
  type Duration,
  type Remaining,
  remainingOf,
  resumeAt,
} from "../kernel/index.ts";
import type { ProcessFacts } from "./stages.ts";

/** The promised time: the first whose rule holds, else the usual one. */
export const limitOf = (
  { limits = [], limit }: Pick<Clock, "limit" | "limits">,
  { values, today }: Pick<ProcessFacts, "values" | "today">,
): Duration => limits.find(({ when }) => when.holds(values, { today }))?.limit ?? limit;

/** When a term that begins at `at` ends, as ISO text; undefined where there is no term. */
export const termEnd = (
  at: Date,
  within: Duration | undefined,
  calendar: Calendar,
): string | undefined => within && addDuration(at, within, calendar).toISOString();

/** What is left of a term that ends at `dueAt` when its clock is stopped at `at`. */
export const stopTerm = (dueAt: string, at: Date, term: Duration, calendar: Calendar): Remaining =>
  remainingOf(new Date(dueAt), at, term.unit, calendar);

/** When a stopped term ends that resumes at `at`. */
export const resumeTerm = (at: Date, left: Remaining, calendar: Calendar): string =>
  resumeAt(at, left, calendar).toISOString();
