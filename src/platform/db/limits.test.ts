import assert from "node:assert/strict";
import { after, test } from "node:test";
import { setImmediate as turn } from "node:timers/promises";
import { freshDatabase } from "../../../tests/database.ts";
import { connect, isAway, transaction } from "./index.ts";
import { countingProxy } from "./proxy.fixture.ts";

const database = await freshDatabase();
after(database.drop);
// Transactions that say nothing more.
database.expectInLog("25P03");

const url = database.appUrl;
const code = (asked: PromiseLike<unknown>) =>
  Promise.resolve(asked).then(
    () => "answered",
    (error) => {
      assert.ok(isAway(error), "asking again in a moment is right");
      return String(error.code);
    },
  );

test("Who finds no free connection in time is told so; the next one who asks has it", async () => {
  const pool = connect(url, 1, { limits: { connect: 1000 } });
  const held = await pool.reserve();
  assert.equal(await code(pool`select 1`), "CONNECT_TIMEOUT");
  assert.equal(await code(transaction(pool, async () => undefined)), "CONNECT_TIMEOUT");
  assert.deepEqual(pool.counts(), { total: 1, idle: 0, waiting: 0 });
  held.release();
  assert.equal(await code(pool`select 1`), "answered");
  assert.deepEqual(pool.counts(), { total: 1, idle: 1, waiting: 0 });
  await pool.end();
});

test("A statement or a lock that takes too long is refused; the connection goes on", async () => {
  const pool = connect(url, 1, { limits: { statement: 100, lock: 20 } });
  const [before] = await pool`select pg_backend_pid() as pid`;
  assert.equal(await code(pool`select pg_sleep(60)`), "57014");
  await transaction(database.appSql, async (tx) => {
    await tx`select pg_advisory_xact_lock(7)`;
    assert.equal(await code(pool`select pg_advisory_lock(7)`), "55P03");
  });
  const slow = transaction(pool, (tx) => tx`select pg_sleep(60)`);
  assert.equal(await code(slow), "57014");
  assert.deepEqual((await pool`select pg_backend_pid() as pid`)[0], before);
  await pool.end();
});

test("A transaction that says nothing more is ended by PostgreSQL; its place is free", async () => {
  const pool = connect(url, 1, { limits: { idleInTransaction: 50 } });
  const silent = transaction(pool, async (tx) => {
    await tx`select 1`;
    await new Promise(() => {});
  });
  assert.match(await code(silent), /25P03|CONNECTION_CLOSED/);
  assert.equal(await code(pool`select 1`), "answered");
  await pool.end();
});

test("A line that fell silent is cut, whoever waits is told, and another replaces it", async () => {
  const proxy = await countingProxy(url);
  const pool = connect(proxy.url, 2, { limits: { statement: 50, answer: 50, connect: 2000 } });
  await Promise.all([pool`select 1`, pool`select 1`]);
  proxy.fallSilent();
  const asked = transaction(pool, async (tx) => void (await tx`select 1`));
  assert.deepEqual(await Promise.all([code(pool`select 1`), code(asked)]), [
    "CONNECTION_CLOSED",
    "CONNECTION_CLOSED",
  ]);
  assert.equal(await code(pool`select 1`), "answered");
  await pool.end();
  await proxy.close();
});

test("A line that falls silent in COMMIT is unknown", async () => {
  const proxy = await countingProxy(url);
  const pool = connect(proxy.url, 1, { limits: { statement: 50, answer: 50 } });
  const asked = transaction(pool, async (tx) => {
    await tx`select 1`;
    proxy.fallSilent();
  });
  assert.equal(await code(asked), "COMMIT_UNKNOWN");
  await pool.end();
  await proxy.close();
});

test("The end of a pool waits for what is asked, not for connections still held", async () => {
  const pool = connect(url, 2);
  const asked = pool`select pg_sleep(0.1)`.then(() => "answered");
  await pool.end();
  assert.equal(await asked, "answered");
  assert.equal(await code(pool`select 1`), "CONNECTION_ENDED");
  const other = connect(url, 2);
  await other.reserve();
  const cut = code(other`select pg_sleep(60)`);
  await other.end({ timeout: 0.05 });
  assert.equal(await cut, "CONNECTION_CLOSED");
});

test("Who listens hears again after the connection ended or fell silent, and is told", async () => {
  const proxy = await countingProxy(url);
  const pool = connect(proxy.url, 1, { limits: { ping: 200 } });
  const heard = new Set<string>();
  let listening = Promise.withResolvers<void>();
  const ear = await pool.listen(
    'a "channel"',
    (text) => void heard.add(text),
    () => listening.resolve(),
  );
  // Said again until it is heard: on a slow machine the connection may just be changing.
  const say = async (text: string) => {
    while (!heard.has(text)) {
      await database.appSql`select pg_notify('a "channel"', ${text})`;
      await turn();
    }
  };
  await say("one");
  listening = Promise.withResolvers();
  await database.appSql`
    select pg_terminate_backend(pid) from pg_stat_activity
    where datname = current_database() and usename = 'hamwe_app' and pid <> pg_backend_pid()`;
  await listening.promise;
  await say("two");
  listening = Promise.withResolvers();
  proxy.fallSilent();
  await listening.promise;
  await say("three");
  await ear.unlisten();
  await pool.end();
  await proxy.close();
});

test("Who cannot begin to listen is told so", async () => {
  const pool = connect("postgres://nobody@127.0.0.1:1/nothing", 1);
  assert.equal(await code(pool.listen("channel", () => {})), "ECONNREFUSED");
  await pool.end();
});
