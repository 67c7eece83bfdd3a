/** From this many measured services on, the measurement replaces the estimate. */
const enough = 5;

/** Minutes: a shorter service was pressed by mistake. */
const shortest = 0.5;
/** A service counts for at most so many times the median: somebody forgot to press. */
const longest = 4;

/**
 * Expected minutes for one person of a topic: the mean of recent services, since the wait of the
 * last in a line is their sum. Their median would promise too little, for a few services always
 * take much longer than most. Until there are enough, the government's estimate.
 */
export function expectedMinutes(measured: readonly number[], estimate: number): number {
  const sorted = measured.filter((each) => each >= shortest).sort((a, b) => a - b);
  if (sorted.length < enough) return estimate;
  const middle = sorted.length >> 1;
  const [low = estimate, high = estimate] = [sorted[(sorted.length - 1) >> 1], sorted[middle]];
  const most = (longest * (low + high)) / 2;
  return sorted.reduce((sum, each) => sum + Math.min(each, most), 0) / sorted.length;
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
