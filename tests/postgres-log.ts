import { appendFileSync, existsSync, readFileSync } from "node:fs";

/** Name under which `npm test` tells each test file where it says what it means to provoke. */
export const expectedVariable = "HAMWE_TEST_EXPECTED";

/** Says that these SQLSTATEs in the log of PostgreSQL, for this database, are meant by a test. */
export function announce(database: string, states: readonly string[]): void {
  const file = process.env[expectedVariable];
  if (file) appendFileSync(file, states.map((state) => `${database} ${state}\n`).join(""));
}

/** A line as `log_line_prefix` of `startEmbedded` begins it. */
const line = /^\S+ \S+ \S+ \[\d+\] (?<state>\w{5}) (?<database>\S*) .*?: (?<level>[A-Z]+): {2}/;

/**
 * The lines of PostgreSQL's log that no test asked for and that no run may have: transactions that
 * begin or end where they should not (25001, 25P01), deadlocks, and whatever is FATAL or worse.
 * A connection that was ended from outside (57P01) always was asked for: nobody else does that. One
 * whose client went away while PostgreSQL spoke to it (08006) says something of the client alone: a
 * server that a test ended, or a silent line that the pool cut.
 * Nor is it trouble when autovacuum comes to a database that a test has just dropped (3D000 without
 * the name of a database: a client always names the one that it asks for).
 */
export function findTrouble(log: string, expectedFile: string): string[] {
  const expected = new Set(
    existsSync(expectedFile) ? readFileSync(expectedFile, "utf8").split("\n") : [],
  );
  return log.split("\n").filter((text) => {
    const { state = "", database = "", level = "" } = line.exec(text)?.groups ?? {};
    if (state === "57P01" || state === "08006" || (state === "3D000" && database === ""))
      return false;
    if (expected.has(`${database} ${state}`)) return false;
    return isTrouble(state, level);
  });
}

const isTrouble = (state: string, level: string): boolean =>
  level === "FATAL" ||
  level === "PANIC" ||
  state === "40P01" ||
  (level === "WARNING" && (state === "25001" || state === "25P01"));
