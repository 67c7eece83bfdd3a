const minute = 60_000;
const first = [5_000, 15_000, 60_000];
/** Money that comes after the deadline must still be seen, so an open attempt is asked about again. */
const afterExpiry = [60 * minute, 24 * 60 * minute, 3 * 24 * 60 * minute, 7 * 24 * 60 * minute];

/**
 * When to ask the provider next about an open attempt: 5, 15 and 60 seconds after its start, then
 * every 5 minutes until the bill expires, then an hour, a day, three days and a week after that.
 * Undefined when there is no more to hope for.
 */
export function nextRead(startedAt: Date, expiresAt: Date, now: Date): Date | undefined {
  for (const delay of first) {
    const at = new Date(startedAt.getTime() + delay);
    if (at > now) return at;
  }
  const at = new Date(now.getTime() + 5 * minute);
  if (at < expiresAt) return at;
  for (const delay of [0, ...afterExpiry]) {
    const late = new Date(expiresAt.getTime() + delay);
    if (late > now) return late;
  }
  return undefined;
}
