import postgres from "postgres";

/** What the driver turns int8 into: a number, never a string and never a bigint. */
type Types = { bigint: number };

/** Anything a query goes through: the pool, or the transaction that the caller is in. */
export type Sql = postgres.ISql<Types>;
/** A pool of connections; made once by `connect`, closed with `end()`. */
export type Pool = postgres.Sql<Types>;
/** One open transaction. */
export type Transaction = postgres.TransactionSql<Types>;

export const PostgresError = postgres.PostgresError;

function safeInteger(text: string): number {
  const number = Number(text);
  if (Number.isSafeInteger(number)) return number;
  throw new RangeError(`int8 ${text} does not fit a JavaScript number`);
}

/**
 * A pool of connections to one database.
 *
 * int8 comes as a number (a value beyond 2^53 is a fault), timestamptz as `Date`, date as text
 * `YYYY-MM-DD` (a day has no time zone), json and jsonb as values. Queries wait while the server
 * is away and connections are made again by themselves.
 *
 * @param url `postgres://…`; a Unix socket folder is the percent-encoded host.
 * @param max connections; 8 to 16 is right for one process.
 * @param more `max_lifetime: null` keeps a connection for as long as it holds, for session locks.
 */
export function connect(url: string, max = 10, more: { readonly max_lifetime?: null } = {}): Pool {
  const host = decodeURIComponent(new URL(url).hostname);
  return postgres(url, {
    ...(host.startsWith("/") ? { host } : {}),
    max,
    ...more,
    onnotice: () => {},
    connection: { application_name: "hamwe", TimeZone: "UTC" },
    types: {
      bigint: { to: 20, from: [20], parse: safeInteger, serialize: String },
      day: { to: 1082, from: [1082], parse: (text: string) => text, serialize: String },
    },
  });
}

/** Any value as a json or jsonb parameter, typed interfaces included. */
export const json = (sql: Sql, value: unknown): postgres.Parameter =>
  sql.json(value as postgres.JSONValue);

/** True for a violated unique, primary key or exclusion constraint, of that name if one is given. */
export const isConflict = (error: unknown, constraint?: string): boolean =>
  error instanceof PostgresError &&
  (error.code === "23505" || error.code === "23P01") &&
  (constraint === undefined || error.constraint_name === constraint);
