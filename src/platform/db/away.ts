/** What the driver says of a connection that is not there or has just ended. */
const ofTheDriver = new Set([
  "CONNECTION_CLOSED",
  "CONNECTION_ENDED",
  "CONNECTION_DESTROYED",
  "CONNECT_TIMEOUT",
]);

/** Network and socket errors, when they come from connecting or from a connection that broke. */
const ofTheSystem = new Set(["ECONNREFUSED", "ECONNRESET", "EPIPE", "ENOENT", "ETIMEDOUT"]);
const onTheLine = new Set(["connect", "read", "write"]);

/** PostgreSQL's own: connection exceptions, shutting down, crashed, starting up, too many connections. */
const sqlState = /^(08...|57P0[1-5]|53300)$/;

/**
 * True for an error that says PostgreSQL is not there, or went away in the middle: whether what was
 * asked came about is not known, and asking again in a moment is right.
 */
export function isAway(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const { code, syscall } = error as NodeJS.ErrnoException;
  if (typeof code !== "string") return false;
  if (ofTheSystem.has(code)) return onTheLine.has(syscall ?? "");
  return ofTheDriver.has(code) || sqlState.test(code);
}
