import assert from "node:assert/strict";
import { fork } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { after, afterEach, test } from "node:test";
import { isDeepStrictEqual } from "node:util";
import { freshDatabase } from "../../../tests/database.ts";
import { connect, type Sql, transaction } from "../db/index.ts";
import { countingProxy } from "../db/proxy.fixture.ts";
import {
  enqueue as enqueueTyped,
  type JobRow,
  runDue,
  startWorker,
  type Worker,
  type WorkerOptions,
} from "./index.ts";
import { planNight } from "./night.ts";

/** These jobs are nobody's, so they are declared nowhere. */
const enqueue = (on: typeof sql, specs: readonly JobRow[]) => enqueueTyped(on, specs as never);

const database = await freshDatabase();
const { appUrl: url } = database;
const sql = connect(url, 4);
const started: Worker[] = [];
const start = async (options: WorkerOptions) => {
  const worker = await startWorker(options);
  started.push(worker);
  return worker;
};
afterEach(async () => {
  for (const worker of started.splice(0)) await worker.stop();
  await sql`delete from jobs.job`;
});
after(async () => {
  await sql.end();
  await database.drop();
});
database.expectInLog("08006");

const waiting = async () => [
  ...(await sql<{ task: string; payload: unknown }[]>`
    select task, payload from jobs.job order by id`),
];
const empty = async () => {
  while ((await waiting()).length > 0) await sql`select pg_sleep(0.01)`;
};
const quiet = { error: () => {}, info: () => {}, warn: () => {} };

test("What follows from an act that was undone never happens", async () => {
  const undone = transaction(sql, async (tx) => {
    await enqueue(tx as never, [{ task: "write-letter", payload: { to: "Keza" } }]);
    throw new Error("undone");
  });
  await assert.rejects(undone, /undone/);
  assert.deepEqual(await waiting(), []);
});

test("A reminder set again replaces the one before", async () => {
  const runAt = new Date("2031-01-01T08:00:00Z");
  await enqueue(sql, [
    { task: "remind", payload: { day: 1 }, key: "remind-7", runAt },
    { task: "remind", payload: { day: 2 }, key: "remind-7", runAt },
  ]);
  await enqueue(sql, [{ task: "remind", payload: { day: 3 }, key: "remind-7", runAt }]);
  assert.deepEqual(await waiting(), [{ task: "remind", payload: { day: 3 } }]);
});

test("A look that is asked for again is not put off, where it is to keep its time", async () => {
  const [soon, later] = [new Date("2031-01-01T08:00:00Z"), new Date("2031-01-01T09:00:00Z")];
  const look = (runAt: Date) =>
    enqueue(sql, [{ task: "look", payload: {}, key: "look", keepsTime: true, runAt }]);
  const due = async () =>
    (await sql<{ at: Date }[]>`select run_at as at from jobs.job where key = 'look'`).map(
      ({ at }) => at,
    );
  await look(later);
  await look(soon);
  assert.deepEqual(await due(), [soon]);
  await look(later);
  assert.deepEqual(await due(), [soon]);
});

test("A driven clock runs what is due by it, with all that follows, and no more", async () => {
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
  assert.equal(await runDue({ sql, tasks }, new Date("2020-02-02")), 2);
  assert.deepEqual(done, ["first", "at once"]);
  assert.equal(await runDue({ sql, tasks }, new Date("2090-01-02")), 2);
  assert.deepEqual(done.slice(2), ["in March", "in 2090"]);
});

test("A job that fails under a driven clock is not passed over in silence", async () => {
  const tasks = {
    fail: async () => {
      throw new Error("the printer is on fire");
    },
  };
  await enqueue(sql, [{ task: "fail", payload: {} }]);
  await assert.rejects(runDue({ sql, tasks }, new Date("2026-01-01")), /printer is on fire/);
});

test("What is due elsewhere is looked for in the question for jobs, and nudged", async () => {
  await database.ownerSql`create table parcel (due boolean)`;
  await database.ownerSql`grant select on parcel to hamwe_app`;
  const heard: string[] = [];
  const [first, second] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
  const look = (name: string, due: boolean, { resolve }: { resolve: () => void }) => ({
    isDue: (from: Sql) => from`exists (select from parcel where due = ${due})`,
    nudge: () => {
      heard.push(name);
      resolve();
    },
  });
  const watching = [look("first", true, first), look("second", false, second)];
  const worker = await start({ url, tasks: {}, watching });
  await database.ownerSql`insert into parcel values (false)`;
  await second.promise;
  assert.ok(!heard.includes("first"));
  await database.ownerSql`insert into parcel values (true)`;
  await first.promise;
  await worker.stop();
});

test("A running worker does a job as soon as it is written, and keeps nothing of it", async () => {
  const done = Promise.withResolvers<unknown>();
  const worker = await start({ url, tasks: { greet: async (words) => done.resolve(words) } });
  await enqueue(sql, [{ task: "greet", payload: { words: "muraho" } }]);
  assert.deepEqual(await done.promise, { words: "muraho" });
  await empty();
  assert.ok(worker.state().tookAt);
  await worker.stop();
  assert.deepEqual([...(await sql`select id from jobs.worker`)], []);
});

test("A job may write another of its own key, and one that fails keeps its key", async () => {
  const tasks = {
    ask: async ({ day }: { day: number }) => {
      const runAt = new Date("2090-01-01");
      await enqueue(sql, [{ task: "ask", payload: { day: day + 1 }, key: "ask", runAt }]);
      if (day === 2) throw new Error("replaced while it ran");
    },
    fail: async () => {
      throw new Error("not today");
    },
  };
  const worker = await start({ url, tasks, logger: quiet });
  for (const day of [1, 2]) {
    await enqueue(sql, [{ task: "ask", payload: { day }, key: "ask" }]);
    const next = { task: "ask", payload: { day: day + 1 } };
    while (!isDeepStrictEqual(await waiting(), [next])) await sql`select pg_sleep(0.01)`;
  }
  await enqueue(sql, [{ task: "fail", payload: {}, key: "only", maxAttempts: 2 }]);
  const failed = async () =>
    (
      await sql`
        select key, attempts, last_error, run_at > now() as later from jobs.job
        where last_error is not null`
    )[0];
  while (!(await failed())) await sql`select pg_sleep(0.01)`;
  const kept = { key: "only", attempts: 1, last_error: "Error: not today", later: true };
  assert.deepEqual(await failed(), kept);
  await worker.stop();
});

test("Jobs of one queue run one after the other, in order, and block no other queue", async () => {
  const done: string[] = [];
  const first = Promise.withResolvers<void>();
  const tasks = {
    tell: async ({ to, n }: { to: string; n: number }) => {
      if (to === "slow" && n === 0) await first.promise;
      done.push(`${to}${n}`);
    },
  };
  const numbers = Array.from({ length: 20 }, (_, n) => n);
  const of = (to: string) =>
    numbers.map((n) => ({ task: "tell", payload: { to, n }, queue: to, lane: "out" }));
  await enqueue(sql, [...of("slow"), ...of("quick")]);
  const workers = await Promise.all([0, 1].map(() => start({ url, tasks, lanes: { out: 4 } })));
  while (done.length < 20) await sql`select pg_sleep(0.01)`;
  assert.deepEqual(
    done,
    numbers.map((n) => `quick${n}`),
  );
  first.resolve();
  await empty();
  assert.deepEqual(
    done.slice(20),
    numbers.map((n) => `slow${n}`),
  );
  for (const worker of workers) await worker.stop();
});

test("What is slow in its lane holds up nothing in another", async () => {
  const never = new Promise<void>(() => {});
  const done = Promise.withResolvers<void>();
  const tasks = { hang: () => never, greet: async () => done.resolve() };
  const worker = await start({ url, tasks, lanes: { out: 2 }, limits: { stop: 0 } });
  await enqueue(
    sql,
    Array.from({ length: 50 }, () => ({ task: "hang", payload: {}, lane: "out" })),
  );
  await enqueue(sql, [{ task: "greet", payload: {} }]);
  await done.promise;
  await worker.stop();
  const left =
    await sql`select from jobs.job where task = 'hang' and taken_by is null and attempts = 0`;
  assert.equal(left.length, 50, "whatever it had not done is others' at once");
});

test("A job that does not end in time has failed, and its place is free", async () => {
  const done = Promise.withResolvers<void>();
  const tasks = { hang: () => new Promise<void>(() => {}), greet: async () => done.resolve() };
  const worker = await start({
    ...{ url, tasks, concurrency: 1, logger: quiet, limits: { job: 50 } },
  });
  await enqueue(sql, [{ task: "hang", payload: {} }]);
  await enqueue(sql, [{ task: "greet", payload: {} }]);
  await done.promise;
  await worker.stop();
  const [hung] = await sql`select last_error as error from jobs.job where task = 'hang'`;
  assert.equal(hung?.error, "Error: did not end within 0.05 s");
});

test("What is done every night is planned once, at its time or as soon as possible", async () => {
  const plan = (now: string) =>
    Promise.all([0, 1].map(() => planNight(sql, ["sweep"] as never, new Date(now))));
  await plan("2026-11-24T00:30:00Z");
  assert.deepEqual(await waiting(), [], "whoever has just come waits for the next night");
  await plan("2026-11-24T00:59:00Z");
  assert.deepEqual(await waiting(), []);
  await plan("2026-11-24T01:00:00Z");
  assert.deepEqual(await waiting(), [{ task: "sweep", payload: {} }]);
  await sql`delete from jobs.job`;
  await plan("2026-11-24T23:00:00Z");
  assert.deepEqual(await waiting(), []);
  await plan("2026-11-27T09:00:00Z");
  assert.deepEqual(await waiting(), [{ task: "sweep", payload: {} }]);
});

test("What a killed worker was doing goes on with another within two seconds", async () => {
  const script = join(import.meta.dirname, "hanging-worker.fixture.ts");
  const killed = fork(script, [url]);
  await enqueue(sql, [{ task: "greet", payload: {}, key: "greet" }]);
  await once(killed, "message");
  const done = Promise.withResolvers<void>();
  const worker = await start({ url, tasks: { greet: async () => done.resolve() } });
  const started = performance.now();
  killed.kill("SIGKILL");
  await done.promise;
  // Twice what it takes: 1.2 seconds of silence and one beat.
  assert.ok(performance.now() - started < 4000, `${performance.now() - started} ms`);
  await worker.stop();
});

test("A worker that lives keeps what it does, though it lost its lock for a moment", async () => {
  const end = Promise.withResolvers<void>();
  let runs = 0;
  const tasks = {
    long: async () => {
      runs += 1;
      await end.promise;
    },
  };
  const workers = await Promise.all([0, 1].map(() => start({ url, tasks, logger: quiet })));
  await enqueue(sql, [{ task: "long", payload: {} }]);
  while (runs === 0) await sql`select pg_sleep(0.01)`;
  await sql`
    select pg_terminate_backend(pid) from pg_stat_activity
    where usename = 'hamwe_app' and datname = current_database() and pid <> pg_backend_pid()`;
  await sql`select pg_sleep(2.5)`;
  end.resolve();
  await empty();
  assert.equal(runs, 1);
  for (const worker of workers) await worker.stop();
});

test("A worker outlives the loss of all its connections", async () => {
  const done = Promise.withResolvers<unknown>();
  const tasks = { greet: async (words: unknown) => done.resolve(words) };
  const worker = await start({ url, tasks, logger: quiet });
  await sql`
    select pg_terminate_backend(pid) from pg_stat_activity
    where usename = 'hamwe_app' and datname = current_database() and pid <> pg_backend_pid()`;
  await enqueue(sql, [{ task: "greet", payload: { words: "still here" } }]);
  assert.deepEqual(await done.promise, { words: "still here" });
  await worker.stop();
});

test("What was taken while the answer was lost is done by the same worker", async () => {
  const proxy = await countingProxy(url);
  const tasks = { greet: async () => undefined };
  const worker = await start({ url: proxy.url, tasks, logger: quiet });
  for (let time = 0; time < 3; time++) {
    await enqueue(sql, [{ task: "greet", payload: {} }]);
    await empty();
    proxy.resetWhileItSpeaks();
    await enqueue(sql, [{ task: "greet", payload: { time } }]);
    await empty();
  }
  await worker.stop();
  assert.equal(worker.state().replaced, 0);
  await proxy.close();
});

test("A worker whose lines are reset again and again keeps none of them", async () => {
  const proxy = await countingProxy(url);
  const tasks = { greet: async () => undefined };
  const worker = await start({ url: proxy.url, tasks, logger: quiet });
  for (let time = 0; time < 8; time++) {
    proxy.resetWhileItSpeaks();
    const before = worker.state().lookedAt;
    while (worker.state().lookedAt <= before) await sql`select pg_sleep(0.02)`;
  }
  await enqueue(sql, [{ task: "greet", payload: {} }]);
  await empty();
  await worker.stop();
  await proxy.close();
});

test("A worker that cannot write down how a job ended does so later, and stays up", async () => {
  const owner = database.ownerSql;
  const unheard: unknown[] = [];
  const hear = (error: unknown) => unheard.push(error);
  process.on("unhandledRejection", hear);
  const told = Promise.withResolvers<void>();
  const tasks = { greet: () => owner`alter table jobs.job rename to gone`.then(() => {}) };
  const logger = { ...quiet, warn: () => told.resolve() };
  const worker = await start({ url, tasks, logger });
  await enqueue(sql, [{ task: "greet", payload: {} }]);
  await told.promise;
  await owner`alter table jobs.gone rename to job`;
  await empty();
  await worker.stop();
  process.off("unhandledRejection", hear);
  // Outside of a test, one that nobody hears ends the process.
  assert.deepEqual(unheard, []);
});

test("A worker that hears nothing any more is replaced, and says so", async () => {
  const proxy = await countingProxy(url);
  const tasks = { greet: async () => undefined };
  const worker = await start({
    ...{ url: proxy.url, tasks, logger: quiet, limits: { silent: 1500 } },
  });
  await enqueue(sql, [{ task: "greet", payload: {} }]);
  await empty();
  proxy.fallSilent();
  await enqueue(sql, [{ task: "greet", payload: {} }]);
  await empty();
  await worker.stop();
  assert.equal(worker.state().replaced, 1);
  await proxy.close();
});
