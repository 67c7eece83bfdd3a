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

/** Families are served together: each further person is taken for half as long as the first. */
export const forParty = (minutes: number, party: number): number => minutes * (1 + (party - 1) / 2);
