import { setTimeout as sleep } from "node:timers/promises";

/**
 * The driver's own word for a connection that is not there, has ended, or ended in the wrong
 * moment.
 */
const ofTheDriver = new Set([
  "CONNECTION_CLOSED",
  "CONNECTION_ENDED",
  "CONNECT_TIMEOUT",
  "COMMIT_UNKNOWN",
]);

/** Network and socket errors, when they come from connecting or from a connection that broke. */
const ofTheSystem = new Set(["ECONNREFUSED", "ECONNRESET", "EPIPE", "ENOENT", "ETIMEDOUT"]);
const onTheLine = new Set(["connect", "read", "write"]);

/**
 * PostgreSQL's own: connection exceptions, shutting down, crashed, starting up, idle for too long.
 */
const endsTheConnection = /^(08...|57P0[1-5]|25P03)$/;
/** Too many connections; a statement or a lock that took longer than it may. */
const tooBusy = /^(53300|57014|55P03)$/;
/**
 * After a migration a prepared statement may have other columns; another connection prepares it
 * anew.
 */
const cachedPlan = /^cached plan must not change result type/;

/** node-postgres says some things only in words. */
const codeOfWords: readonly (readonly [beginning: RegExp, code: string])[] = [
  [/^(timeout exceeded|timeout expired|Connection terminated due to)/, "CONNECT_TIMEOUT"],
  [/^Cannot use a pool after/, "CONNECTION_ENDED"],
  [/^(Connection terminated|Client (has|was))/, "CONNECTION_CLOSED"],
];

/** The same error, with a code where the driver gave it none. */
export function withCode(error: Error): Error {
  if ("code" in error) return error;
  const code = codeOfWords.find(([beginning]) => beginning.test(error.message))?.[1];
  return code ? Object.assign(error, { code }) : error;
}

/**
 * True for an error that says PostgreSQL is not there, went away in the middle or was too busy:
 * whether what was asked came about is not known, and asking again in a moment is right.
 */
export const isAway = (error: unknown): boolean => isLost(error) || tooBusy.test(codeOf(error));

/** True for a prepared statement whose tables have changed since. */
export const isCachedPlan = (error: unknown): boolean =>
  error instanceof Error && codeOf(error) === "0A000" && cachedPlan.test(error.message);

/** True for an error after which its connection cannot be used. */
export function isLost(error: unknown): boolean {
  // A name with several addresses, none of which answers.
  if (error instanceof AggregateError) return error.errors.some(isLost);
  const code = codeOf(error);
  if (ofTheSystem.has(code)) return onTheLine.has((error as NodeJS.ErrnoException).syscall ?? "");
  return ofTheDriver.has(code) || endsTheConnection.test(code);
}

/** PostgreSQL's code for a statement in a transaction in which an earlier one failed. */
export const aborted = "25P02";

/** The code of an error; empty when it has none. */
export function codeOf(error: unknown): string {
  const code = error instanceof Error ? (error as NodeJS.ErrnoException).code : undefined;
  return typeof code === "string" ? code : "";
}

/** The refusal of what comes after its connection or transaction has ended. */
export const closed = (message: string, code = "CONNECTION_CLOSED", cause?: unknown) =>
  Object.assign(new Error(message, cause ? { cause } : {}), { code });

/**
 * Does something again while PostgreSQL is away: a server may start beside a database that is
 * itself just starting, or goes in the middle. After `forMs` milliseconds the last error is thrown;
 * any other error is thrown at once.
 *
 * @param waiting is told the first time, and no more
 */
export async function onceThere<T>(
  work: () => Promise<T>,
  waiting: (error: unknown) => void = () => {},
  forMs = 60_000,
): Promise<T> {
  let isFirst = true;
  const end = performance.now() + forMs;
  for (;;) {
    try {
      return await work();
    } catch (error) {
      if (!isAway(error) || performance.now() > end) throw error;
      if (isFirst) waiting(error);
      isFirst = false;
      await sleep(100);
    }
  }
}
