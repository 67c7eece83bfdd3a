import { closed, codeOf } from "./away.ts";
import type { Line } from "./line.ts";
import { makeSql, type Pool, type Sql, type Transaction } from "./sql.ts";
import { type Ask, wire, withOrigin } from "./statement.ts";

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

/** A transaction on a connection that nobody else uses: from BEGIN to COMMIT or ROLLBACK. */
export async function begun<T>(line: Line, work: (tx: Transaction) => Promise<T>): Promise<T> {
  const begin = line.run("begin");
  const scope = new Scope(line, begin);
  let done: T;
  try {
    done = await unlessLost(line, work(scope.tx));
    await begin;
    scope.close();
  } catch (error) {
    scope.end();
    await rollBack(line, "rollback");
    throw scope.first(error);
  }
  await commit(line, scope);
  return done;
}

/**
 * What was asked before COMMIT goes over the wire before it, answered or not: when a part of it
 * failed, PostgreSQL refuses. No time limit of a statement may cancel a COMMIT.
 */
async function commit(line: Line, scope: Scope): Promise<void> {
  try {
    await line.run("set local statement_timeout = 0; commit");
  } catch (error) {
    if (!line.open) throw closed("the connection was lost in COMMIT", "COMMIT_UNKNOWN", error);
    if (codeOf(error) === aborted) await rollBack(line, "rollback");
    throw scope.first(error);
  }
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

/** PostgreSQL's code for a statement in a transaction in which an earlier one failed. */
const aborted = "25P02";

/** What may be asked between a BEGIN or SAVEPOINT and its end. */
class Scope {
  readonly #line: Line;
  /** BEGIN, until it is answered: what came before its answer could be kept if it failed. */
  #start: Promise<unknown> | undefined;
  #over = false;
  #failed: unknown;
  #savepoint: Promise<unknown> = Promise.resolve();
  readonly tx: Transaction;

  constructor(line: Line, start?: Promise<unknown>) {
    this.#line = line;
    this.#start = start?.then(
      () => {
        this.#start = undefined;
      },
      (error) => this.fail(error),
    );
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
    this.#failed ??= error;
  }

  /** The error behind one that only says that another came before it. */
  first(error: unknown): unknown {
    return codeOf(error) === aborted ? (this.#failed ?? error) : error;
  }

  readonly #ask: Ask = async (statement) => {
    try {
      const wired = wire(statement);
      if (this.#start) await this.#start;
      if (this.#over) throw closed("the transaction is over");
      return await this.#line.ask(wired);
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
    if (this.#start) await this.#start;
    if (this.#over) throw closed("the transaction is over");
    const line = this.#line;
    const name = line.nextName();
    const start = line.run(`savepoint ${name}`);
    const scope = new Scope(line);
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
