/** From this many measured services on, the measurement replaces the estimate. */
const enough = 5;

/**
 * Expected minutes for one person of a topic: the median of recent services, since one long service
 * says little of the next; until there are enough, the government's estimate.
 */
export function expectedMinutes(measured: readonly number[], estimate: number): number {
  if (measured.length < enough) return estimate;
  const sorted = [...measured].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  const [low = estimate, high = estimate] = [sorted[(sorted.length - 1) >> 1], sorted[middle]];
  // Shorter services are pressed by mistake.
  return Math.max(0.5, (low + high) / 2);
}

/**
 * The part of the minutes that each further person of a family adds, and the part that remains
 * where the form was filled in at home.
 */
export const [perMember, formSaves] = [0.6, 0.6];

/** Expected minutes of one ticket. `minutes` is for one person with an empty form. */
export const expectedFor = (
  minutes: number,
  { party, prepared }: { readonly party: number; readonly prepared: boolean },
): number => minutes * (prepared ? formSaves : 1) * (1 + perMember * (party - 1));

/** Minutes until a counter is free; a quarter of the expected time where that is exceeded. */
export const stillBusy = (expected: number, elapsed: number): number =>
  Math.max(expected - elapsed, expected / 4);
