import assert from "node:assert/strict";
import { after, test } from "node:test";
import { freshDatabase } from "../../../tests/database.ts";
import { connect, type Sql, transaction } from "../db/index.ts";
import { enqueue as enqueueDeclared, type JobRow, runDue, startWorker } from "./index.ts";

/** These tests have kinds of job of their own, which the product does not declare. */
const enqueue = enqueueDeclared as (sql: Sql, specs: readonly JobRow[]) => Promise<void>;

const database = await freshDatabase();
const { appUrl: url } = database;
const sql = connect(url, 1);
after(async () => {
  await sql.end();
  await database.drop();
});

const waiting = async () =>
  sql<{ task: string; payload: unknown }[]>`
    select task_identifier as task, payload from graphile_worker.jobs
    join graphile_worker._private_jobs using (id) order by id`;

test("What follows from an act that was undone never happens", async () => {
  const undone = transaction(sql, async (tx) => {
    await enqueue(tx, [{ task: "write-letter", payload: { to: "Keza" } }]);
    throw new Error("undone");
  });
  await assert.rejects(undone, /undone/);
  assert.deepEqual([...(await waiting())], []);
});

test("A reminder set again replaces the one before", async () => {
  const runAt = new Date("2031-01-01T08:00:00Z");
  await enqueue(sql, [
    { task: "remind", payload: { day: 1 }, key: "remind-7", runAt },
    { task: "remind", payload: { day: 2 }, key: "remind-7", runAt },
  ]);
  await enqueue(sql, [{ task: "remind", payload: { day: 3 }, key: "remind-7", runAt }]);
  assert.deepEqual([...(await waiting())], [{ task: "remind", payload: { day: 3 } }]);
  await sql`delete from graphile_worker._private_jobs`;
});

test("A driven clock runs what is due by it, with all that follows, and leaves the rest", async () => {
  const done: string[] = [];
  const tasks = {
    decide: async ({ name }: { name: string }) => {
      done.push(name);
      if (name !== "first") return;
      // Long past by the clock of the machine, but not yet come by the clock of the story.
      await enqueue(sql, [
        { task: "decide", payload: { name: "in March" }, runAt: new Date("2020-03-01") },
        { task: "decide", payload: { name: "at once" } },
      ]);
    },
  };
  await enqueue(sql, [
    { task: "decide", payload: { name: "first" }, runAt: new Date("2020-02-01") },
    { task: "decide", payload: { name: "in 2090" }, runAt: new Date("2090-01-01") },
  ]);
  assert.equal(await runDue({ sql, url, tasks }, new Date("2020-02-02")), 2);
  assert.deepEqual(done, ["first", "at once"]);
  assert.equal(await runDue({ sql, url, tasks }, new Date("2090-01-02")), 2);
  assert.deepEqual(done.slice(2), ["in March", "in 2090"]);
});

test("A job that fails under a driven clock is not passed over in silence", async () => {
  const tasks = {
    fail: async () => {
      throw new Error("the printer is on fire");
    },
  };
  await enqueue(sql, [{ task: "fail", payload: {} }]);
  await assert.rejects(runDue({ sql, url, tasks }, new Date("2026-01-01")), /printer is on fire/);
  await sql`delete from graphile_worker._private_jobs`;
});

test("A running worker does a job within a second of its being written", async () => {
  const done = Promise.withResolvers<unknown>();
  const worker = await startWorker({ url, tasks: { greet: async (words) => done.resolve(words) } });
  await enqueue(sql, [{ task: "greet", payload: { words: "muraho" } }]);
  const started = performance.now();
  assert.deepEqual(await done.promise, { words: "muraho" });
  assert.ok(performance.now() - started < 1000);
  await worker.stop();
});

test("What is to be done every night is planned by whoever runs, once for all of them", async () => {
  const tasks = { sweep: async () => undefined };
  const both = [startWorker, startWorker].map((start) => start({ url, tasks, nightly: ["sweep"] }));
  const workers = await Promise.all(both);
  let planned: readonly { identifier: string }[] = [];
  while (planned.length === 0)
    planned = await sql`select identifier from graphile_worker._private_known_crontabs`;
  for (const worker of workers) await worker.stop();
  assert.deepEqual([...planned], [{ identifier: "nightly:sweep" }]);
});

test("Jobs left locked by a worker that was killed are taken over by the next that looks", async () => {
  await enqueue(sql, [{ task: "greet", payload: { words: "again" } }]);
  await sql`
    update graphile_worker._private_jobs
    set locked_by = 'pool-dead', locked_at = now() - interval '11 seconds'`;
  const done = Promise.withResolvers<unknown>();
  const worker = await startWorker({ url, tasks: { greet: async (words) => done.resolve(words) } });
  assert.deepEqual(await done.promise, { words: "again" });
  await worker.stop();
});

test("Who has only just taken a job is left to it, though he cannot show yet that he is alive", async () => {
  await enqueue(sql, [{ task: "greet", payload: { words: "mine" } }]);
  await sql`update graphile_worker._private_jobs set locked_by = 'pool-new', locked_at = now()`;
  const worker = await startWorker({ url, tasks: { greet: async () => undefined } });
  const left = await sql<{ by: string; attempts: number }[]>`
    select locked_by as by, attempts from graphile_worker._private_jobs`;
  await worker.stop();
  await sql`delete from graphile_worker._private_jobs`;
  assert.deepEqual([...left], [{ by: "pool-new", attempts: 0 }]);
});

test("A worker that looks for the jobs of the dead leaves its own alone", async () => {
  const done: number[] = [];
  const all = Promise.withResolvers<void>();
  const tasks = {
    count: async ({ n }: { n: number }) => {
      await sql`select pg_sleep(0.05)`;
      if (done.push(n) === 8) all.resolve();
    },
  };
  const numbers = [1, 2, 3, 4, 5, 6, 7, 8];
  await enqueue(
    sql,
    numbers.map((n) => ({ task: "count", payload: { n } })),
  );
  const worker = await startWorker({ url, tasks });
  await all.promise;
  await worker.stop();
  assert.deepEqual(
    done.sort((a, b) => a - b),
    numbers,
  );
  assert.deepEqual([...(await waiting())], []);
});

test("A worker outlives the loss of all its connections", async () => {
  const done = Promise.withResolvers<unknown>();
  const worker = await startWorker({ url, tasks: { greet: async (words) => done.resolve(words) } });
  await sql`
    select pg_terminate_backend(pid) from pg_stat_activity
    where usename = 'hamwe_app' and datname = current_database() and pid <> pg_backend_pid()`;
  await enqueue(sql, [{ task: "greet", payload: { words: "still here" } }]);
  assert.deepEqual(await done.promise, { words: "still here" });
  await worker.stop();
});

test("A worker that cannot write down how a job ended starts anew, and the server stands", async () => {
  const owner = database.ownerSql;
  const ended = Promise.withResolvers<void>();
  const done = Promise.withResolvers<unknown>();
  const unheard: unknown[] = [];
  const hear = (error: unknown) => unheard.push(error);
  process.on("unhandledRejection", hear);
  let tries = 0;
  const tasks = {
    greet: async (words: unknown) => {
      if (++tries > 1) return done.resolve(words);
      await owner`alter table graphile_worker._private_jobs rename to gone`;
    },
  };
  const quiet = () => {};
  const logger = { error: quiet, info: quiet, warn: () => ended.resolve() };
  const worker = await startWorker({ url, tasks, logger });
  await enqueue(sql, [{ task: "greet", payload: { words: "after all" } }]);
  await ended.promise;
  await owner`alter table graphile_worker.gone rename to _private_jobs`;
  assert.deepEqual(await done.promise, { words: "after all" });
  await worker.stop();
  process.off("unhandledRejection", hear);
  // Outside of a test, one that nobody hears ends the process.
  assert.deepEqual(unheard, []);
});
