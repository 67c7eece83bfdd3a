/** So many services are enough to believe what was measured rather than what was written down. */
const enough = 5;

/**
 * Minutes that one person of a topic is expected to take: the median of those measured lately,
 * because one person whose papers took an hour says little of the next; and what the government
 * wrote down, until there are enough.
 */
export function expectedMinutes(measured: readonly number[], written: number): number {
  if (measured.length < enough) return written;
  const sorted = [...measured].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  const [low = written, high = written] = [sorted[(sorted.length - 1) >> 1], sorted[middle]];
  // Nobody is served in no time at all: a mistaken press of a button is not a service.
  return Math.max(0.5, (low + high) / 2);
}

/** What each further person of a family adds, of the minutes of one; and what a form filled in at home leaves of them. */
export const [perMember, formSaves] = [0.6, 0.6];

/** Minutes that are expected of one ticket. `minutes` is for one person with an empty form. */
export const expectedFor = (
  minutes: number,
  { party, prepared }: { readonly party: number; readonly prepared: boolean },
): number => minutes * (prepared ? formSaves : 1) * (1 + perMember * (party - 1));

/** Minutes that somebody at a counter still needs; who has taken longer than expected, another quarter of it. */
export const stillBusy = (expected: number, gone: number): number =>
  Math.max(expected - gone, expected / 4);
