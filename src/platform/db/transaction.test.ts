import assert from "node:assert/strict";
import { after, beforeEach, test } from "node:test";
import { setImmediate as turn } from "node:timers/promises";
import { freshDatabase } from "../../../tests/database.ts";
import { connect, isAway, type Transaction, transaction } from "./index.ts";

const database = await freshDatabase();
const sql = connect(database.appUrl, 4);
await database.ownerSql`create table kept (a int primary key)`;
await database.ownerSql`grant select, insert, delete on kept to hamwe_app`;
beforeEach(async () => {
  await sql`delete from kept`;
});
after(async () => {
  await sql.end({ timeout: 1 });
  await database.drop();
});

/** Ends the connection of a transaction, as a killed PostgreSQL does. */
async function cut(tx: Transaction): Promise<void> {
  const [row] = await tx<{ pid: number }[]>`select pg_backend_pid() as pid`;
  await database.appSql`select pg_terminate_backend(${row?.pid ?? 0}, 5000)`;
}

const kept = async () => (await sql`select a from kept order by a`).map(({ a }) => a);

/** Sessions of this database that somebody left inside a transaction. */
const leftOpen = async () =>
  (
    await database.ownerSql`
      select pid from pg_stat_activity
      where datname = current_database() and state like 'idle in transaction%'`
  ).length;

test("Many transactions that begin while all connections are busy are kept whole", async () => {
  const busy = Array.from({ length: 200 }, () => sql`select 1 as one`);
  const many = Array.from({ length: 40 }, (_, n) =>
    transaction(sql, async (tx) => {
      await Promise.all([
        tx`insert into kept values (${n * 2})`,
        tx`insert into kept values (${n * 2 + 1})`,
      ]);
    }),
  );
  await Promise.all([...busy, ...many]);
  assert.deepEqual(
    await kept(),
    Array.from({ length: 80 }, (_, n) => n),
  );
  assert.equal(await leftOpen(), 0);
});

test("What a failed transaction still wants to do reaches nobody, however late", async () => {
  const late: Promise<unknown>[] = [];
  for (let turns = 0; turns < 40; turns++) {
    const ended = transaction(sql, async (tx) => {
      await tx`insert into kept values (${1000 + turns})`;
      const word = (async () => {
        for (let at = 0; at < turns; at++) await turn();
        await tx`insert into kept values (${turns})`;
      })();
      late.push(word.catch((error) => error.code));
      throw new Error("changed my mind");
    });
    await assert.rejects(ended, /changed my mind/);
  }
  assert.ok((await Promise.all(late)).includes("CONNECTION_CLOSED"));
  assert.deepEqual(await kept(), []);
});

test("A statement asked after the transaction ended is refused, as is a savepoint", async () => {
  let escaped: Transaction | undefined;
  await transaction(sql, async (tx) => {
    escaped = tx;
    await tx`insert into kept values (1)`;
  });
  const tx = escaped as unknown as Transaction;
  const refused = { code: "CONNECTION_CLOSED" };
  await assert.rejects(Promise.resolve(tx`insert into kept values (2)`), refused);
  await assert.rejects(
    transaction(tx, async () => undefined),
    refused,
  );
  assert.deepEqual(await kept(), [1]);
});

test("Of several statements asked at once that fail, the first error is thrown", async () => {
  const failing = transaction(sql, async (tx) => {
    const asked = [
      tx`insert into kept values (1)`,
      tx`insert into kept values (1)`,
      tx`select 1 / 0`,
      tx`insert into kept values (2)`,
    ];
    const answers = await Promise.allSettled(asked);
    const codes = answers.map((each) => each.status === "rejected" && each.reason.code);
    assert.deepEqual(codes, [false, "23505", "23505", "23505"]);
    await Promise.all(asked);
  });
  await assert.rejects(failing, { code: "23505" });
  assert.deepEqual(await kept(), []);
});

test("A failure nobody waited for, or that was swallowed, undoes the transaction", async () => {
  const unheard = transaction(sql, async (tx) => {
    await tx`insert into kept values (1)`;
    void Promise.resolve(tx`select 1 / 0`).catch(() => {});
    // Asked a moment later, and on the wire when COMMIT is sent.
    await Promise.resolve();
  });
  await assert.rejects(unheard, { code: "22012" });
  const swallowed = transaction(sql, async (tx) => {
    await tx`insert into kept values (2)`;
    await Promise.resolve(tx`select 1 / 0`).catch(() => {});
  });
  await assert.rejects(swallowed, { code: "22012" });
  assert.deepEqual(await kept(), []);
});

test("A savepoint that fails is undone alone, and what goes on beside it is not", async () => {
  await transaction(sql, async (tx) => {
    await tx`insert into kept values (1)`;
    const undone = transaction(tx, async (inner) => {
      await inner`insert into kept values (2)`;
      await transaction(inner, async (deeper) => void (await deeper`insert into kept values (3)`));
      await inner`insert into kept values (1)`;
    });
    await assert.rejects(undone, { code: "23505" });
    await Promise.all(
      [4, 5, 6].map((a) =>
        transaction(tx, async (inner) => {
          await inner`insert into kept values (${a})`;
          if (a === 5) throw new Error("five");
        }).catch((error) => assert.equal(error.message, "five")),
      ),
    );
  });
  assert.deepEqual(await kept(), [1, 4, 6]);
});

test("A transaction whose connection ends says PostgreSQL is away; the server stands", async () => {
  const ended = transaction(sql, async (tx) => {
    await tx`insert into kept values (1)`;
    await cut(tx);
    await tx`insert into kept values (2)`;
  });
  await assert.rejects(ended, isAway);
  assert.deepEqual(await kept(), []);
});

test("It says so at once, also while it waits for something that never comes", async () => {
  const pool = connect(database.appUrl, 1);
  const ended = transaction(pool, async (tx) => {
    await cut(tx);
    await new Promise(() => {});
  });
  await assert.rejects(ended, isAway);
  assert.equal((await pool`select 1 as one`).length, 1, "the connection is given back");
  await pool.end({ timeout: 1 });
});

test("What a broken transaction still wants to do never reaches another one", async () => {
  const pool = connect(database.appUrl, 1);
  const next = Promise.withResolvers<void>();
  const said = Promise.withResolvers<void>();
  const ended = transaction(pool, async (tx) => {
    await cut(tx);
    await next.promise;
    said.resolve();
    await tx`insert into kept values (3)`;
  });
  await assert.rejects(ended, isAway);
  // The only connection of the pool is in use when the late words come.
  await transaction(pool, async (tx) => {
    await tx`insert into kept values (10)`;
    next.resolve();
    await said.promise;
    for (let at = 0; at < 10; at++) await turn();
  });
  assert.deepEqual(await kept(), [10]);
  await pool.end({ timeout: 1 });
});

test("A connection lost in COMMIT is unknown: it may be done, and may be asked again", async () => {
  await database.ownerSql`create table slow (a int)`;
  await database.ownerSql`grant insert on slow to hamwe_app`;
  await database.ownerSql`create function wait() returns trigger language plpgsql
    as 'begin perform pg_sleep(60); return null; end'`;
  await database.ownerSql`create constraint trigger wait after insert on slow
    deferrable initially deferred for each row execute function wait()`;
  const unknown = transaction(sql, async (tx) => {
    await tx`insert into slow values (1)`;
  });
  const refused = assert.rejects(unknown, (error) => {
    assert.equal((error as NodeJS.ErrnoException).code, "COMMIT_UNKNOWN");
    return isAway(error);
  });
  for (let ended = 0; ended === 0; )
    ended = (
      await database.appSql`
        select pg_terminate_backend(pid) from pg_stat_activity
        where datname = current_database() and query like '%commit%' and wait_event = 'PgSleep'`
    ).length;
  await refused;
});

test("No limit of a statement cancels a COMMIT", async () => {
  await database.ownerSql`create table timed (a int)`;
  await database.ownerSql`grant insert, select on timed to hamwe_app`;
  await database.ownerSql`create function take_long() returns trigger language plpgsql
    as 'begin perform pg_sleep(1.2); return null; end'`;
  await database.ownerSql`create constraint trigger take_long after insert on timed
    deferrable initially deferred for each row execute function take_long()`;
  const pool = connect(database.appUrl, 1, { limits: { statement: 1000 } });
  await transaction(pool, async (tx) => {
    assert.equal((await tx`show statement_timeout`)[0]?.statement_timeout, "1s");
    await tx`insert into timed values (1)`;
  });
  assert.deepEqual([...(await pool`select a from timed`)], [{ a: 1 }]);
  await pool.end();
});
