import { EventEmitter } from "node:events";
import { runOnce, type WorkerEvents } from "graphile-worker";
import { driverPool, type Sql } from "../db/index.ts";
import { type AnyTasks, toGraphileLogger, toTaskList } from "./tasks.ts";

export interface DueOptions {
  readonly sql: Sql;
  readonly url: string;
  readonly tasks: AnyTasks;
}

/**
 * For tests and demonstrations that drive the clock: runs, one after the other, every job due at
 * `now` and whatever follows from them, until none is due. What is later by that clock is left,
 * even when it is past by the clock of the machine.
 *
 * @returns how many jobs ran; throws when one of them failed, with all that went wrong
 */
export async function runDue({ sql, url, tasks }: DueOptions, now: Date): Promise<number> {
  const pgPool = driverPool(url, 2);
  try {
    return await runAllDue({ sql, pgPool, tasks }, now);
  } finally {
    await pgPool.end();
  }
}

interface Running extends Omit<DueOptions, "url"> {
  readonly pgPool: ReturnType<typeof driverPool>;
}

async function runAllDue({ sql, pgPool, tasks }: Running, now: Date): Promise<number> {
  const failures: unknown[] = [];
  let ran = 0;
  while ((await sortByClock(sql, now)) > 0 && failures.length === 0) {
    const events: WorkerEvents = new EventEmitter();
    events.on("job:error", ({ error }) => failures.push(error));
    events.on("job:success", () => {
      ran += 1;
    });
    await runOnce({
      pgPool,
      taskList: toTaskList(lookAgainAfterEach(tasks, () => sortByClock(sql, now))),
      forbiddenFlags: ["later"],
      logger: toGraphileLogger(undefined),
      events,
      noHandleSignals: true,
    });
  }
  if (failures.length > 0)
    throw new AggregateError(failures, `jobs failed: ${failures.join("; ")}`);
  return ran;
}

/** A job may enqueue another for a time that the driven clock has not reached. */
const lookAgainAfterEach = (tasks: AnyTasks, look: () => Promise<unknown>): AnyTasks =>
  Object.fromEntries(
    Object.entries(tasks).map(([name, run]) => [
      name,
      async (payload: never) => {
        await run(payload);
        await look();
      },
    ]),
  );

/**
 * Flags the jobs that are later than `now` and makes the others due for the queue, which knows only
 * its own clock. A job without a time of its own has the time of its row and is always due.
 * @returns how many are due
 */
async function sortByClock(sql: Sql, now: Date): Promise<number> {
  const [row] = await sql<{ due: number }[]>`
    with waiting as (
      select id, run_at <= ${now} or run_at in (created_at, updated_at) as due
      from graphile_worker._private_jobs
      where locked_at is null and attempts < max_attempts
    ), sorted as (
      update graphile_worker._private_jobs as job
      set flags = case when due then null else '{"later": true}'::jsonb end,
          run_at = case when due then least(run_at, now()) else run_at end
      from waiting where waiting.id = job.id
    )
    select count(*) filter (where due) as due from waiting`;
  return row?.due ?? 0;
}
