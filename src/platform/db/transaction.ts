import { aborted, closed, codeOf } from "./away.ts";
import type { Exchange } from "./exchange.ts";
import { isPlain, type Line } from "./line.ts";
import { makeSql, type Pool, type Sql, type Transaction } from "./sql.ts";
import { type Ask, type Wired, wire, withOrigin } from "./statement.ts";

/**
 * Runs `work` in one transaction: committed when it resolves, rolled back when it throws, or when a
 * statement in it failed that nobody waited for. Given an open transaction it makes a savepoint, so
 * that a caller need not know which one it has. Statements that are asked at once go to PostgreSQL
 * in one go, and of several that fail the first error is thrown.
 *
 * A connection that is lost while it commits is refused as COMMIT_UNKNOWN: whether the transaction
 * came about is not known, and who asks again must do so with the same command id.
 */
export const transaction = <T>(
  sql: Sql | Pool,
  work: (tx: Transaction) => Promise<T>,
): Promise<T> => ("begin" in sql ? sql.begin(work) : (sql as Transaction).savepoint(work));

/**
 * The same for several things that are read at once: what is asked in one tick goes to PostgreSQL
 * and comes back in one go, on one connection. On a connection each they would cost twice as much.
 * For reading alone: outside a transaction something may be asked again after another failed.
 */
export const together = (sql: Sql | Pool): Sql => ("together" in sql ? sql.together() : sql);

/**
 * A transaction of statements that are all asked at once: they go to PostgreSQL and are committed
 * in one exchange, without BEGIN and COMMIT, since what stands before one Sync is kept whole or not
 * at all (PostgreSQL 18, 54.2.4 Pipelining). Nothing can be decided here once they are answered:
 * what must hold is a constraint, or a condition that raises an error. A statement that is asked
 * later is refused. Given an open transaction, it is a part of that. Refused as `transaction` is.
 */
export async function inOneGo(
  sql: Sql | Pool,
  work: (tx: Sql) => readonly PromiseLike<unknown>[],
): Promise<void> {
  if ("inOneGo" in sql) return sql.inOneGo(work);
  await transaction(sql, (tx) => Promise.all(work(tx)));
}

/** The same on a connection that nobody else uses. */
export async function goneAtOnce(
  line: Line,
  work: (tx: Sql) => readonly PromiseLike<unknown>[],
): Promise<void> {
  let exchange: Exchange | undefined = line.exchange();
  let failed: unknown;
  const fail = (error: unknown) => {
    failed ??= originOf(error);
  };
  const tx = makeSql(async (statement) => {
    try {
      if (!exchange) throw closed("asked after the transaction went out");
      return await exchange.add(wire(statement));
    } catch (error) {
      fail(withOrigin(error, statement));
      throw failed;
    }
  });
  const written = Promise.all(work(tx));
  written.catch(fail);
  // All that is asked in this tick has been asked.
  await new Promise<void>((resolve) => process.nextTick(resolve));
  const whole = exchange;
  exchange = undefined;
  if (failed !== undefined) throw failed;
  line.send(whole);
  try {
    await written;
  } catch (error) {
    if (!line.open)
      throw closed("the connection was lost in the transaction", "COMMIT_UNKNOWN", error);
    throw error;
  }
}

/** A transaction on a connection that nobody else uses: from BEGIN to COMMIT or ROLLBACK. */
export async function begun<T>(line: Line, work: (tx: Transaction) => Promise<T>): Promise<T> {
  const start = new Start(line, (error) => scope.fail(error));
  const scope: Scope = new Scope(line, start);
  let done: T;
  try {
    done = await unlessLost(line, work(scope.tx));
    await start.asked;
    scope.close();
  } catch (error) {
    scope.end();
    if (start.asked) await rollBack(line, "rollback");
    throw scope.first(error);
  }
  if (start.asked) await commit(line, scope);
  return done;
}

/**
 * BEGIN goes out with what is asked first, in one exchange. What is asked later waits until it is
 * answered: were it to fail, that would be kept by itself.
 */
class Start {
  readonly #line: Line;
  readonly #failed: (error: unknown) => void;
  #exchange: Exchange | undefined;
  #answered = false;
  asked: Promise<void> | undefined;

  constructor(line: Line, failed: (error: unknown) => void) {
    this.#line = line;
    this.#failed = failed;
  }

  /** What to wait for before something is asked; nothing where it goes out with BEGIN. */
  beforeAsking(): Promise<void> | undefined {
    if (this.#answered) return undefined;
    if (this.asked) return this.#line.gathers(this.#exchange) ? undefined : this.asked;
    this.#exchange = this.#line.gather();
    this.asked = this.#exchange.add(begin).then(() => {
      this.#answered = true;
    });
    this.asked.catch(this.#failed);
    return undefined;
  }

  /** BEGIN is answered. */
  async done(): Promise<void> {
    this.beforeAsking();
    await this.asked;
  }
}

const begin: Wired = { text: "begin", values: [], name: "begin" };

/**
 * What was asked before COMMIT goes over the wire before it, answered or not: when a part of it
 * failed, PostgreSQL answers with ROLLBACK. No time limit of a statement cancels a COMMIT:
 * PostgreSQL puts the limit away before it commits.
 */
async function commit(line: Line, scope: Scope): Promise<void> {
  let command: string;
  try {
    command = await line.run("commit");
  } catch (error) {
    if (!line.open) throw closed("the connection was lost in COMMIT", "COMMIT_UNKNOWN", error);
    throw scope.first(error);
  }
  if (command !== "COMMIT") throw scope.first(closed("the transaction was rolled back", aborted));
}

/** A connection on which even this fails is of no more use. */
async function rollBack(line: Line, text: string): Promise<void> {
  if (line.open) await line.run(text).catch(() => line.cut());
}

/** Rejects when the connection is lost, also while `work` waits for something else. */
const unlessLost = <T>(line: Line, work: Promise<T>): Promise<T> =>
  new Promise<T>((resolve, reject) => {
    line.onLost = reject;
    work.then(resolve, reject);
  }).finally(() => {
    line.onLost = undefined;
  });

/**
 * Refused because an earlier statement failed: as PostgreSQL says, or for want of a prepared
 * statement whose preparation was skipped for that.
 */
const onlyFollows = (error: unknown): boolean => [aborted, "26000"].includes(codeOf(error));

/** The error that another one follows from, as far as it names it. */
const originOf = (error: unknown): unknown =>
  onlyFollows(error) ? ((error as Error).cause ?? error) : error;

/** What may be asked between a BEGIN or SAVEPOINT and its end. */
class Scope {
  readonly #line: Line;
  readonly #start: Start;
  #over = false;
  #failed: unknown;
  #savepoint: Promise<unknown> = Promise.resolve();
  readonly tx: Transaction;

  constructor(line: Line, start: Start) {
    this.#line = line;
    this.#start = start;
    this.tx = Object.assign(makeSql(this.#ask), {
      savepoint: <T>(work: (tx: Transaction) => Promise<T>) => this.#inTurn(work),
    });
  }

  /** Nothing more of it reaches the connection. */
  end(): void {
    this.#over = true;
  }

  /** Ends it well; throws when a statement in it failed. */
  close(): void {
    this.end();
    if (this.#failed !== undefined) throw this.#failed;
  }

  fail(error: unknown): void {
    this.#failed ??= originOf(error);
  }

  /** The error behind one that only says that another came before it. */
  first(error: unknown): unknown {
    return onlyFollows(error) ? (this.#failed ?? error) : error;
  }

  readonly #ask: Ask = async (statement) => {
    try {
      const wired = wire(statement);
      if (this.#over) throw closed("the transaction is over");
      const before = isPlain(wired) ? this.#start.done() : this.#start.beforeAsking();
      if (before) await before;
      if (this.#over) throw closed("the transaction is over");
      return await this.#line.askTogether(wired);
    } catch (error) {
      this.fail(withOrigin(error, statement));
      throw this.first(error);
    }
  };

  /** Savepoints are nested, so two of them that are made at once come one after the other. */
  #inTurn<T>(work: (tx: Transaction) => Promise<T>): Promise<T> {
    const done = this.#savepoint.then(() => this.#saved(work));
    this.#savepoint = done.catch(() => {});
    return done;
  }

  async #saved<T>(work: (tx: Transaction) => Promise<T>): Promise<T> {
    if (this.#over) throw closed("the transaction is over");
    await this.#start.done();
    if (this.#over) throw closed("the transaction is over");
    const line = this.#line;
    const name = line.nextName();
    const start = line.run(`savepoint ${name}`);
    const scope = new Scope(line, this.#start);
    start.catch((error) => scope.fail(error));
    try {
      const done = await work(scope.tx);
      scope.close();
      await line.run(`release ${name}`);
      return done;
    } catch (error) {
      scope.end();
      // Where there is no savepoint, an earlier statement had failed, and all will be rolled back.
      if (await start.then(Boolean, () => false))
        await rollBack(line, `rollback to ${name}; release ${name}`);
      throw this.first(scope.first(error));
    }
  }
}
