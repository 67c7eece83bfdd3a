const minute = 60_000;
const first = [5_000, 15_000, 60_000];
/** Later it is asked about less often: how long since the start, and how often from then on. */
const steady = [
  { from: 24 * 60 * minute, every: 6 * 60 * minute },
  { from: 60 * minute, every: 60 * minute },
  { from: 0, every: 5 * minute },
];
/** Money that arrives after the deadline must still be seen, so open attempts are read again. */
const afterExpiry = [60 * minute, 24 * 60 * minute, 3 * 24 * 60 * minute, 7 * 24 * 60 * minute];

/**
 * When to read the status of an open attempt next: 5, 15 and 60 seconds after its start, then every
 * 5 minutes for an hour, every hour for a day and every 6 hours until the bill expires, then after
 * an hour, a day, three days and a week. Undefined after that.
 */
export function nextRead(startedAt: Date, expiresAt: Date, now: Date): Date | undefined {
  for (const delay of first) {
    const at = new Date(startedAt.getTime() + delay);
    if (at > now) return at;
  }
  const age = now.getTime() - startedAt.getTime();
  const every = steady.find(({ from }) => age >= from)?.every ?? 5 * minute;
  const at = new Date(now.getTime() + every);
  if (at < expiresAt) return at;
  for (const delay of [0, ...afterExpiry]) {
    const afterDeadline = new Date(expiresAt.getTime() + delay);
    if (afterDeadline > now) return afterDeadline;
  }
  return undefined;
}
