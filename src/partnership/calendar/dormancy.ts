import type { Day, InstrumentState } from "../instruments/model.ts";

/** An instrument without activity for longer than this is dormant. */
export const dormantDays = 90;

/** Whole days from one local date to another. */
export const daysBetween = (from: Day, to: Day): number =>
  Math.round((Date.parse(to) - Date.parse(from)) / 86_400_000);

/**
 * The last day on which something happened to an instrument: its signature, a step, a note, a
 * notice, or a report on a commitment that comes from it.
 */
export function lastActivity(
  { signature, steps, notes, notices, amendments }: InstrumentState,
  lastReport: Day | undefined,
): Day | undefined {
  const days = [
    signature?.on,
    ...Object.values(steps).flatMap((taken) => taken.map(({ on }) => on)),
    ...Object.values(notes).map(({ on }) => on),
    ...notices.map(({ on }) => on),
    ...amendments.map(({ on }) => on),
    lastReport,
  ];
  return days
    .filter((day) => day !== undefined)
    .sort()
    .at(-1);
}

/** Days since then, where that is long ago; undefined for an instrument that is alive. */
export function dormantFor(last: Day | undefined, today: Day): number | undefined {
  if (last === undefined) return undefined;
  const days = daysBetween(last.length === 7 ? `${last}-01` : last, today);
  return days > dormantDays ? days : undefined;
}
