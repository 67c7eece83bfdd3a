import pg from "pg";
import { isCachedPlan } from "./away.ts";
import { Lines } from "./lines.ts";
import { type Listening, listenOn } from "./listen.ts";
import type { Json } from "./parameters.ts";
import { makeSql, type Pool, type Sql } from "./sql.ts";
import { type Ask, wire } from "./statement.ts";
import { begun } from "./transaction.ts";
import { types } from "./types.ts";

export const PostgresError = pg.DatabaseError;

/** Nothing waits for ever: milliseconds until what takes longer is refused. */
const limits = {
  /** For a free connection, or for a new one. */
  connect: 15_000,
  statement: 30_000,
  lock: 10_000,
  /** For the next statement of a transaction. */
  idleInTransaction: 60_000,
  /** Beyond the limit of a statement, for an answer to arrive. */
  answer: 5_000,
} as const;

export interface ConnectOptions {
  /** Keeps each connection for as long as it holds, for locks of a session. */
  readonly lasting?: boolean;
  /** Statements and locks may take as long as they need: for migrations and loads of data. */
  readonly patient?: boolean;
}

/**
 * A pool of connections to one database.
 *
 * int8 comes as a number (a value beyond 2^53 is a fault), timestamptz as `Date`, date as text
 * `YYYY-MM-DD` (a day has no time zone), numeric as text, json and jsonb as values, arrays of all of
 * them; what is unknown comes as text. Connections are made when they are needed; one that is lost is
 * replaced, and whatever was asked on it is refused with an error for which `isAway` is true.
 *
 * @param url `postgres://…`; a Unix socket folder is the percent-encoded host.
 * @param max connections; 8 to 16 is right for one process.
 */
export function connect(url: string, max = 10, options: ConnectOptions = {}): Pool {
  const client = clientConfig(url, options);
  const lines = new Lines(
    {
      ...client,
      max,
      idleTimeoutMillis: options.lasting ? 0 : 5 * 60_000,
      maxLifetimeSeconds: options.lasting ? 0 : 45 * 60,
    },
    options.patient ? 0 : limits.statement + limits.answer,
  );
  const listening = new Set<Listening>();
  return Object.assign(makeSql(askAny(lines)), {
    begin: async <T>(work: Parameters<typeof begun<T>>[1]) => {
      const { line, release } = await lines.take();
      return begun(line, work).finally(release);
    },
    reserve: async () => {
      const { line, release } = await lines.take();
      return Object.assign(
        makeSql(async (statement) => line.ask(wire(statement))),
        { release },
      );
    },
    listen: async (channel: string, hear: (text: string) => void, again = () => {}) => {
      const ear = await listenOn(client, channel, hear, again);
      listening.add(ear);
      return ear;
    },
    end: async ({ timeout = 10 }: { readonly timeout?: number } = {}) => {
      await Promise.all([...listening].map((ear) => ear.unlisten()));
      await lines.end(timeout * 1000);
    },
    counts: () => lines.counts(),
  });
}

/** Each statement on whichever connection is free; asked once more when only its plan was too old. */
function askAny(lines: Lines): Ask {
  const once: Ask = async (statement) => {
    const wired = wire(statement);
    const { line, release } = await lines.take();
    return line.ask(wired).finally(release);
  };
  return (statement) =>
    once(statement).catch((error: unknown) => {
      if (isCachedPlan(error)) return once(statement);
      throw error;
    });
}

const clientConfig = (url: string, { patient }: ConnectOptions): pg.ClientConfig => ({
  connectionString: inUtc(url),
  pipeline: true,
  types,
  application_name: "hamwe",
  keepAlive: true,
  keepAliveInitialDelayMillis: 10_000,
  connectionTimeoutMillis: limits.connect,
  ...(patient
    ? {}
    : {
        statement_timeout: limits.statement,
        lock_timeout: limits.lock,
        idle_in_transaction_session_timeout: limits.idleInTransaction,
      }),
});

/** node-postgres's own pool with the limits of ours, for a library that speaks to it; `end()` is the caller's. */
export function driverPool(url: string, max: number): pg.Pool {
  const pool = new pg.Pool({ ...clientConfig(url, {}), pipeline: false, max });
  // An error that nobody hears would end the process.
  pool.on("error", () => {});
  pool.on("connect", (client) => void client.on("error", () => {}));
  return pool;
}

/** The sessions' time zone, after whatever `options` the url already has. */
function inUtc(url: string): string {
  const whole = new URL(url);
  const given = whole.searchParams.get("options");
  whole.searchParams.set("options", `${given ? `${given} ` : ""}-c TimeZone=UTC`);
  return whole.href;
}

/** Any value as a json or jsonb parameter, typed interfaces included. */
export const json = (sql: Sql, value: unknown): Json => sql.json(value);

/** True for a violated unique, primary key or exclusion constraint, of that name if one is given. */
export const isConflict = (error: unknown, constraint?: string): boolean =>
  error instanceof PostgresError &&
  (error.code === "23505" || error.code === "23P01") &&
  (constraint === undefined || error.constraint === constraint);
