import { EventEmitter } from "node:events";
import { setTimeout as sleep } from "node:timers/promises";
import { parseCronItems, run, type WorkerEvents } from "graphile-worker";
import { driverPool } from "../db/index.ts";
import { showAlive } from "./alive.ts";
import { type AnyTasks, type JobLogger, toGraphileLogger, toTaskList } from "./tasks.ts";

export interface WorkerOptions {
  /** The app's way into the database. */
  readonly url: string;
  readonly tasks: AnyTasks;
  /** Jobs run at the same time by this process; 4 when left out. */
  readonly concurrency?: number;
  readonly logger?: JobLogger;
  /** Tasks to be run once every night, with no payload; by one process, however many there are. */
  readonly nightly?: readonly string[];
}

export interface Worker {
  /** Takes no new jobs, waits for the running ones, closes its connections. */
  stop(): Promise<void>;
}

/**
 * Runs jobs as they come (LISTEN/NOTIFY, within milliseconds) and as their time comes (looked for
 * every two seconds). When PostgreSQL goes away it waits and starts again; it never ends the
 * process. Resolves when it is listening for the first time.
 */
export async function startWorker(options: WorkerOptions): Promise<Worker> {
  let current = await startOnce(options);
  let stopping = false;
  const watch = async () => {
    while (!stopping) {
      await current.ended;
      if (stopping) return;
      options.logger?.warn({}, "the job worker ended; starting it again");
      await sleep(500, undefined, { ref: false });
      if (!stopping) current = await startOnce(options).catch(() => current);
    }
  };
  const watching = watch();
  return {
    stop: async () => {
      stopping = true;
      await current.stop();
      await watching;
    },
  };
}

/**
 * Without a batch the library writes down how a job ended in a promise that nobody waits for: had
 * PostgreSQL just gone away, its rejection would end the whole process. A batch of no delay hears it,
 * ends the worker, and `startWorker` starts another. Its local queue, which would fetch several jobs
 * at a time, is left out for the same reason: it throws where nobody hears it when it cannot give its
 * jobs back to a PostgreSQL that has gone away.
 */
const inBatches = {
  worker: { completeJobBatchDelay: 0, failJobBatchDelay: 0 },
};

/** Between one and two, UTC, one after the other; where nobody was there at that hour, within the day. */
const everyNight = (names: readonly string[]) =>
  parseCronItems(
    names.map((task, at) => ({
      ...{ task, match: `${(at * 7) % 60} 1 * * *`, identifier: `nightly:${task}` },
      options: { backfillPeriod: 86_400_000, maxAttempts: 5 },
    })),
  );

async function startOnce({ url, tasks, concurrency = 4, logger, nightly = [] }: WorkerOptions) {
  const events: WorkerEvents = new EventEmitter();
  const workerId = new Promise<string>((resolve) => {
    events.once("pool:create", ({ workerPool }) => resolve(workerPool.id));
  });
  const pgPool = driverPool(url, concurrency + 2);
  const runner = await run({
    pgPool,
    taskList: toTaskList(tasks),
    concurrency,
    logger: toGraphileLogger(logger),
    events,
    noHandleSignals: true,
    parsedCronItems: everyNight(nightly),
    preset: inBatches,
  }).catch(async (error: unknown) => {
    await pgPool.end();
    throw error;
  });
  const finished = runner.promise.catch((error: unknown) => {
    logger?.error({ err: error }, "the job worker failed");
  });
  const alive = await showAlive(url, await workerId).catch(async (error: unknown) => {
    await runner.stop().catch(() => {});
    await pgPool.end();
    throw error;
  });
  const ended = finished.then(async () => {
    await Promise.all([alive.stop(), pgPool.end()]);
  });
  return {
    ended,
    stop: async () => {
      // Rejects when it has already stopped by itself, which is what we want of it.
      await runner.stop().catch(() => {});
      await ended;
    },
  };
}
