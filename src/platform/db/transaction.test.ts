import assert from "node:assert/strict";
import { after, test } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import { freshDatabase } from "../../../tests/database.ts";
import { connect, isAway, type Transaction, transaction } from "./index.ts";

const database = await freshDatabase();
const sql = connect(database.appUrl, 2);
await database.ownerSql`create table kept (a int)`;
await database.ownerSql`grant select, insert on kept to hamwe_app`;
after(async () => {
  await sql.end({ timeout: 1 });
  await database.drop();
});

/** Ends the connection of a transaction, as a killed PostgreSQL does. */
async function cut(tx: Transaction): Promise<void> {
  const [row] = await tx<{ pid: number }[]>`select pg_backend_pid() as pid`;
  await database.appSql`select pg_terminate_backend(${row?.pid ?? 0})`;
}

const kept = async () => (await sql`select a from kept order by a`).map(({ a }) => a);

test("A transaction whose connection ends says that PostgreSQL is away, and the server stands", async () => {
  const ended = transaction(sql, async (tx) => {
    await tx`insert into kept values (1)`;
    await cut(tx);
    await tx`insert into kept values (2)`;
  });
  await assert.rejects(ended, isAway);
  assert.deepEqual(await kept(), []);
});

test("What a broken transaction still wants to do never reaches another one", async () => {
  const pool = connect(database.appUrl, 1);
  const ended = transaction(pool, async (tx) => {
    await cut(tx);
    await sleep(300);
    await tx`insert into kept values (3)`;
  });
  await assert.rejects(ended, isAway);
  // The only connection of the pool is in use when the late words come.
  await transaction(pool, async (tx) => {
    await tx`insert into kept values (10)`;
    await sleep(600);
  });
  assert.deepEqual(await kept(), [10]);
  await pool.end({ timeout: 1 });
});
