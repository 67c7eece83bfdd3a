import type { NightlyName } from "./enqueue.ts";
import { Loop } from "./loop.ts";
import type { Watched } from "./queue.ts";
import type { AnyTasks, JobLogger } from "./tasks.ts";

export interface WorkerOptions {
  /** The app's way into the database. */
  readonly url: string;
  readonly tasks: AnyTasks;
  /** Jobs without a lane that run at the same time in this process; 4 when left out. */
  readonly concurrency?: number;
  /** Lanes with workers of their own, and how many of their jobs run at the same time. */
  readonly lanes?: Readonly<Record<string, number>>;
  readonly logger?: JobLogger;
  /** Tasks to be run once every night, with no payload; by one process, however many there are. */
  readonly nightly?: readonly NightlyName[];
  /** Looked for with the jobs, in the same question. */
  readonly watching?: readonly Watched[];
  readonly limits?: Partial<WorkerLimits>;
}

/** Milliseconds. */
export interface WorkerLimits {
  /** For one job; then it counts as failed, and its place is free. */
  readonly job: number;
  /** For a worker to hear from PostgreSQL what is due; then another is started in its place. */
  readonly silent: number;
  /** For running jobs to end when the worker stops. */
  readonly stop: number;
}

const usual: WorkerLimits = { job: 10 * 60_000, silent: 60_000, stop: 20_000 };

export interface WorkerState {
  /** When it last looked what is due, and last took a job. */
  readonly lookedAt: Date;
  readonly tookAt: Date | undefined;
  readonly running: number;
  /** How often a worker that did not answer was replaced. */
  readonly replaced: number;
}

export interface Worker {
  state(): WorkerState;
  /** Takes no new jobs, waits for the running ones, closes its connections. */
  stop(): Promise<void>;
}

/**
 * Runs jobs as they come (LISTEN/NOTIFY, within milliseconds) and as their time comes (looked for
 * about twice a second). It outlives the loss of its connections and of PostgreSQL; when it has not
 * heard from PostgreSQL for too long, another takes its place. Resolves when it hears of new jobs.
 */
export async function startWorker(options: WorkerOptions): Promise<Worker> {
  const { url, tasks, concurrency = 4, lanes = {}, logger } = options;
  const { nightly = [], watching = [] } = options;
  const limits = { ...usual, ...options.limits };
  const all = { "": concurrency, ...lanes };
  const make = () =>
    new Loop({ url, tasks, lanes: all, nightly, watching, logger, jobMs: limits.job });
  let current = make();
  let replaced = 0;
  let replacing: Promise<void> | undefined;
  let stopped: Promise<void> | undefined;

  async function replace(): Promise<void> {
    logger?.warn(
      { lookedAt: new Date(current.lookedAt) },
      "the job worker is silent; another starts",
    );
    const silent = current;
    const next = make();
    await next.start();
    current = next;
    replaced += 1;
    await silent.abandon();
  }

  const watch = setInterval(
    () => {
      if (Date.now() - current.lookedAt < limits.silent) return;
      replacing ??= replace()
        .catch((err: unknown) => logger?.error({ err }, "no job worker could be started"))
        .finally(() => {
          replacing = undefined;
        });
    },
    Math.min(5000, limits.silent),
  );
  async function stop(): Promise<void> {
    clearInterval(watch);
    await replacing;
    await current.stop(limits.stop);
  }

  await current.start();
  return {
    state: () => ({
      lookedAt: new Date(current.lookedAt),
      tookAt: current.tookAt === undefined ? undefined : new Date(current.tookAt),
      running: current.running,
      replaced,
    }),
    stop: () => {
      stopped ??= stop();
      return stopped;
    },
  };
}
