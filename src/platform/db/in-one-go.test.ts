import assert from "node:assert/strict";
import { after, beforeEach, test } from "node:test";
import { freshDatabase } from "../../../tests/database.ts";
import { codeOf } from "./away.ts";
import { connect, inOneGo, isAway, isConflict, transaction } from "./index.ts";

const database = await freshDatabase();
const sql = connect(database.appUrl, 2);
const { ownerSql } = database;
await ownerSql`create table kept (a int primary key)`;
await ownerSql`create table late (a int unique deferrable initially deferred)`;
await ownerSql`grant select, insert, update, delete on kept, late to hamwe_app`;
beforeEach(async () => {
  await sql`delete from kept`;
});
after(async () => {
  await sql.end({ timeout: 1 });
  await database.drop();
});

const kept = async () => (await sql`select a from kept order by a`).map(({ a }) => a);
const insert = (on: typeof sql | Parameters<Parameters<typeof inOneGo>[1]>[0], a: number) =>
  on`insert into kept values (${a})`;

test("All statements of one go are kept", async () => {
  await Promise.all([
    inOneGo(sql, (tx) => [insert(tx, 1), insert(tx, 2)]),
    inOneGo(sql, (tx) => [insert(tx, 3), (async () => insert(tx, 4))()]),
  ]);
  assert.deepEqual(await kept(), [1, 2, 3, 4]);
});

test("Where one fails none is kept, and the first error is told", async () => {
  await insert(sql, 5);
  const outcomes: string[] = [];
  const watched = async (row: PromiseLike<unknown>) =>
    Promise.resolve(row).then(
      () => outcomes.push("kept"),
      (error) => outcomes.push(codeOf(error)),
    );
  const three = inOneGo(sql, (tx) => {
    const rows = [4, 5, 6].map((a) => insert(tx, a));
    return [...rows, ...rows.map(watched)];
  });
  await assert.rejects(three, (error) => isConflict(error, "kept_pkey"));
  assert.deepEqual(await kept(), [5]);
  await inOneGo(sql, (tx) => [insert(tx, 7)]);
  assert.deepEqual(await kept(), [5, 7]);
});

test("What is only checked when all is committed fails all of it", async () => {
  const twice = inOneGo(sql, (tx) => [
    insert(tx, 1),
    tx`insert into late values (${1})`,
    tx`insert into late values (${1})`,
  ]);
  await assert.rejects(twice, (error) => isConflict(error, "late_a_key"));
  assert.deepEqual(await kept(), []);
});

test("What throws before it is sent sends nothing; what asks later is refused", async () => {
  const thrown = inOneGo(sql, (tx) => [insert(tx, 1), Promise.reject(new Error("no"))]);
  await assert.rejects(thrown, /no/);
  assert.deepEqual(await kept(), []);
  const late = inOneGo(sql, (tx) => [insert(tx, 1).then(() => insert(tx, 2))]);
  await assert.rejects(late, /after the transaction went out/);
  assert.deepEqual(await kept(), [1], "and not kept beside it");
});

test("Inside an open transaction it is a part of that", async () => {
  const whole = transaction(sql, async (tx) => {
    await inOneGo(tx, (within) => [insert(within, 1), insert(within, 2)]);
    assert.equal((await tx`select a from kept`).length, 2);
    throw new Error("undone");
  });
  await assert.rejects(whole, /undone/);
  assert.deepEqual(await kept(), []);
});

test("A table that changed since its statement was prepared is asked once more", async () => {
  const named = (on: Parameters<Parameters<typeof inOneGo>[1]>[0]) => on`
    insert into kept values (${1}) on conflict (a) do update set a = 1 returning *`;
  for (let time = 0; time < 3; time++) await inOneGo(sql, (tx) => [named(tx)]);
  await ownerSql`alter table kept add column b text`;
  await inOneGo(sql, (tx) => [named(tx), insert(tx, 2)]);
  await ownerSql`alter table kept drop column b`;
  await inOneGo(sql, (tx) => [named(tx), insert(tx, 3)]);
  assert.deepEqual(await kept(), [1, 2, 3]);
});

test("A connection that is lost meanwhile: it may be done, and may be asked again", async () => {
  const ended = inOneGo(sql, (tx) => [
    insert(tx, 1),
    tx`select pg_terminate_backend(pg_backend_pid(), ${0}), pg_sleep(5)`,
  ]);
  await assert.rejects(ended, (error) => isAway(error) && codeOf(error) === "COMMIT_UNKNOWN");
  assert.deepEqual(await kept(), []);
});

test("No limit of a statement cancels its commit", async () => {
  await ownerSql`create table timed (a int)`;
  await ownerSql`grant insert, select on timed to hamwe_app`;
  await ownerSql`create function take_long() returns trigger language plpgsql
    as 'begin perform pg_sleep(1.2); return null; end'`;
  await ownerSql`create constraint trigger take_long after insert on timed
    deferrable initially deferred for each row execute function take_long()`;
  const pool = connect(database.appUrl, 1, { limits: { statement: 1000 } });
  await inOneGo(pool, (tx) => [tx`insert into timed values (${1})`, insert(tx, 1)]);
  assert.deepEqual([...(await pool`select a from timed`)], [{ a: 1 }]);
  await pool.end();
});
