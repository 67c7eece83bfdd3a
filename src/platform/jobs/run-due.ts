import type { Sql } from "../db/index.ts";
import { fail, finish } from "./queue.ts";
import { type AnyTasks, taskCalled } from "./tasks.ts";

export interface DueOptions {
  readonly sql: Sql;
  readonly tasks: AnyTasks;
}

/**
 * For tests and demonstrations that drive the clock: runs, one after the other, every job due at
 * `now` and whatever follows from them, until none is due. What is later by that clock is left,
 * even when it is past by the clock of the machine.
 *
 * @returns how many jobs ran; throws when one of them failed
 */
export async function runDue({ sql, tasks }: DueOptions, now: Date): Promise<number> {
  for (let ran = 0; ; ran++) {
    const [job] = await sql<{ id: number; task: string; payload: unknown }[]>`
      select id, task, payload from jobs.job
      where taken_by is null and attempts < max_attempts and (not timed or run_at <= ${now})
      order by timed, run_at, id limit 1`;
    if (!job) return ran;
    await runOne(sql, tasks, job);
  }
}

interface Due {
  readonly id: number;
  readonly task: string;
  readonly payload: unknown;
}

async function runOne(sql: Sql, tasks: AnyTasks, { id, task, payload }: Due): Promise<void> {
  const run = taskCalled(tasks, task);
  await sql`
    update jobs.job set taken_by = 0, attempts = attempts + 1, taken_key = key, key = null
    where id = ${id}`;
  try {
    await run(payload);
  } catch (error) {
    await fail(sql, 0, id, String(error));
    throw new AggregateError([error], `jobs failed: ${error}`);
  }
  await finish(sql, 0, [id]);
}
