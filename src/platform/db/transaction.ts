import { setTimeout as sleep } from "node:timers/promises";
import { isAway } from "./away.ts";
import type { Pool, Sql, Transaction } from "./connect.ts";

/**
 * Runs `work` in one transaction: committed when it resolves, rolled back when it throws. Given
 * an open transaction it makes a savepoint, so that a caller need not know which one it has.
 */
export async function transaction<T>(
  sql: Sql | Pool,
  work: (tx: Transaction) => Promise<T>,
): Promise<T> {
  if ("begin" in sql) return begun(sql, work);
  return (await (sql as Transaction).savepoint(work)) as T;
}

const never = new Promise<never>(() => {});

/**
 * `begin` without the driver's afterthoughts: when the connection of a transaction ends, the driver
 * (postgres 3.4.9, its issue 1208) still sends the rollback, which ends the whole process, or sends it
 * into whatever the connection serves next. So nothing of a transaction whose connection has ended
 * may reach the driver any more: `begin` itself has rejected by then, and the rest waits for good.
 */
async function begun<T>(sql: Pool, work: (tx: Transaction) => Promise<T>): Promise<T> {
  let over = false;
  const whole = sql.begin(async (tx) => {
    try {
      const done = await work(guarded(tx, () => over));
      return over ? await never : done;
    } catch (error) {
      // The end of the connection comes a moment after the error that tells of it.
      if (isAway(error) && !over) await sleep(1000);
      if (over) return never;
      throw error;
    }
  });
  try {
    return (await whole) as T;
  } finally {
    over = true;
  }
}

/** The transaction until it is over; then every question is refused before the driver hears of it. */
const guarded = (tx: Transaction, isOver: () => boolean): Transaction =>
  new Proxy(tx, {
    apply(target, self, given) {
      if (isOver()) throw ended();
      return Reflect.apply(target as never, self, given);
    },
    get(target, name) {
      const found = Reflect.get(target, name);
      if (name !== "savepoint") return found;
      return (inner: (tx: Transaction) => Promise<unknown>) =>
        target.savepoint((saved) => inner(guarded(saved, isOver)));
    },
  });

const ended = () =>
  Object.assign(new Error("the transaction's connection has ended"), { code: "CONNECTION_CLOSED" });
