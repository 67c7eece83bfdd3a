import pg from "pg";
import { aborted, codeOf, isCachedPlan } from "./away.ts";
import { type BorrowedLine, Lines } from "./lines.ts";
import { type Listening, listenOn } from "./listen.ts";
import type { Json } from "./parameters.ts";
import { makeSql, type Pool, type Sql } from "./sql.ts";
import { type Ask, wire, withOrigin } from "./statement.ts";
import { begun, goneAtOnce } from "./transaction.ts";
import { types } from "./types.ts";

export const PostgresError = pg.DatabaseError;

/**
 * Nothing waits for ever: milliseconds after which what takes longer is refused; 0 for no limit.
 */
export interface Limits {
  /** For a free connection, or for a new one. */
  readonly connect: number;
  readonly statement: number;
  readonly lock: number;
  /** For the next statement of a transaction. */
  readonly idleInTransaction: number;
  /**
   * For anything to be heard of a connection that owes an answer, beyond the limit of a statement.
   */
  readonly answer: number;
  /** Between two questions whether a listening connection still hears. */
  readonly ping: number;
}

const usual: Limits = {
  connect: 15_000,
  statement: 30_000,
  lock: 10_000,
  idleInTransaction: 60_000,
  answer: 5_000,
  ping: 15_000,
};

/** For migrations and loads of data, which take as long as they need. */
export const patient: Partial<Limits> = { statement: 0, lock: 0, idleInTransaction: 0, answer: 0 };

export interface ConnectOptions {
  /** Keeps each connection for as long as it holds, for locks of a session. */
  readonly lasting?: boolean;
  readonly limits?: Partial<Limits>;
}

/**
 * A pool of connections to one database.
 *
 * int8 comes as a number (a value beyond 2^53 is a fault), timestamptz as `Date`, date as text
 * `YYYY-MM-DD` (a day has no time zone), numeric as text, json and jsonb as values, arrays of all
 * of them; what is unknown comes as text. Connections are made when they are needed; one that is
 * lost is replaced, and whatever was asked on it is refused with an error for which `isAway` is
 * true.
 *
 * @param url `postgres://…`; a Unix socket folder is the percent-encoded host. @param max
 * connections; 8 to 16 is right for one process.
 */
export function connect(url: string, max = 10, options: ConnectOptions = {}): Pool {
  const limits = { ...usual, ...options.limits };
  const client = clientConfig(url, limits);
  const lines = new Lines(
    {
      ...client,
      max,
      idleTimeoutMillis: options.lasting ? 0 : 5 * 60_000,
      maxLifetimeSeconds: options.lasting ? 0 : 45 * 60,
    },
    limits.answer && limits.statement + limits.answer,
  );
  const listening = new Set<Listening>();
  return Object.assign(makeSql(askAny(lines)), {
    begin: async <T>(work: Parameters<typeof begun<T>>[1]) => {
      const { line, release } = await lines.take();
      return begun(line, work).finally(release);
    },
    inOneGo: async (work: Parameters<typeof goneAtOnce>[1]) => {
      const once = async () => {
        const { line, release } = await lines.take();
        return goneAtOnce(line, work).finally(release);
      };
      return once().catch((error: unknown) => {
        if (isCachedPlan(error)) return once();
        throw error;
      });
    },
    together: () => makeSql(askTogether(lines)),
    reserve: async () => {
      const { line, release } = await lines.take();
      const own = makeSql(async (statement) => line.ask(wire(statement)));
      const drop = () => {
        line.cut();
        release();
      };
      return Object.assign(own, { release, drop });
    },
    listen: async (channel: string, hear: (text: string) => void, again = () => {}) => {
      const ear = await listenOn({ client, pingMs: limits.ping }, channel, hear, again);
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

/**
 * Each statement on whichever connection is free; asked once more when only its plan was too old.
 */
function askAny(lines: Lines): Ask {
  const once: Ask = async (statement) => {
    const wired = wire(statement);
    const { line, release } = await lines.take();
    return line.ask(wired).finally(release);
  };
  return (statement) =>
    once(statement).catch((error: unknown) => {
      if (isCachedPlan(error)) return once(statement);
      throw withOrigin(error, statement);
    });
}

/**
 * What is asked in one tick in one exchange on one connection; asked alone once more where it was
 * skipped because something before it failed.
 */
function askTogether(lines: Lines): Ask {
  let gathered: ((borrowed: Promise<BorrowedLine>) => Promise<unknown>)[] = [];
  const askAll = () => {
    const all = gathered;
    gathered = [];
    const borrowed = lines.take();
    const asked = Promise.allSettled(all.map((ask) => ask(borrowed)));
    const giveBack = ({ release }: BorrowedLine) => asked.then(release);
    borrowed.then(giveBack, () => {});
  };
  const together: Ask = async (statement) => {
    const wired = wire(statement);
    if (gathered.length === 0) process.nextTick(askAll);
    return new Promise((answer, refuse) => {
      gathered.push((borrowed) =>
        borrowed.then(({ line }) => line.askTogether(wired)).then(answer, refuse),
      );
    });
  };
  const alone = askAny(lines);
  return (statement) =>
    together(statement).catch((error: unknown) => {
      if (codeOf(error) === aborted || isCachedPlan(error)) return alone(statement);
      throw withOrigin(error, statement);
    });
}

const clientConfig = (url: string, limits: Limits): pg.ClientConfig => ({
  connectionString: inUtc(url),
  pipeline: true,
  types,
  application_name: "hamwe",
  keepAlive: true,
  keepAliveInitialDelayMillis: 10_000,
  connectionTimeoutMillis: limits.connect,
  statement_timeout: limits.statement,
  lock_timeout: limits.lock,
  idle_in_transaction_session_timeout: limits.idleInTransaction,
});

/**
 * node-postgres's own pool with the limits of ours, for a library that speaks to it; `end()` is the
 * caller's.
 */
export function driverPool(url: string, max: number): pg.Pool {
  const pool = new pg.Pool({ ...clientConfig(url, usual), pipeline: false, max });
  // An error that nobody hears would end the process.
  pool.on("error", () => {});
  pool.on("connect", (client) => void client.on("error", () => {}));
  return pool;
}

/** The sessions' time zone, after whatever `options` the url already has. */
function inUtc(url: string): string {
  const whole = new URL(url);
  const optionText = whole.searchParams.get("options");
  whole.searchParams.set("options", `${optionText ? `${optionText} ` : ""}-c TimeZone=UTC`);
  return whole.href;
}

/** Any value as a json or jsonb parameter, typed interfaces included. */
export const json = (sql: Sql, value: unknown): Json => sql.json(value);

/**
 * True for a violated unique, primary key or exclusion constraint, of that name if one is given.
 */
export const isConflict = (error: unknown, constraint?: string): boolean =>
  error instanceof PostgresError &&
  (error.code === "23505" || error.code === "23P01") &&
  (constraint === undefined || error.constraint === constraint);
