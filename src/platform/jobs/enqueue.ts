import { json, type Sql } from "../db/index.ts";

/**
 * Every kind of job by name, with its payload: JSON, so dates are text. The part that runs a job
 * declares it here by declaration merging, beside the task itself:
 *
 * declare module "../platform/jobs/index.ts" {
 * interface Jobs {
 * readonly "payments.expire": { readonly billId: BillId };
 * }
 * }
 *
 * `enqueue` takes only what is declared, and the app does not compile while a declared job has no
 * task.
 */
// biome-ignore lint/suspicious/noEmptyInterface: filled by declaration merging
export interface Jobs {}

export type JobName = keyof Jobs;

/** The payload of a job that needs none. */
export type NoPayload = Readonly<Record<string, never>>;

/** Jobs that can run every night. */
export type NightlyName = {
  [Name in JobName]: NoPayload extends Jobs[Name] ? Name : never;
}[JobName];

/** How a job of any kind lies in the queue. */
export interface JobRow {
  /** Name of the task that does it. */
  readonly task: string;
  readonly payload: object;
  /** Not before this instant; at once when left out. */
  readonly runAt?: Date;
  /** A job of this key that has not started yet is replaced: payload, time and attempts. */
  readonly key?: string;
  /** Except that it keeps its time where that is earlier. */
  readonly keepsTime?: boolean;
  /** Jobs of one queue run one after the other. */
  readonly queue?: string;
  /** Has workers of its own (`WorkerOptions.lanes`): what is slow there holds up nothing else. */
  readonly lane?: string;
  /**
   * Attempts before it is given up and kept for a person to look at; 25 (about three days) when
   * left out.
   */
  readonly maxAttempts?: number;
}

/** One job of a kind. */
export interface Job<Name extends JobName> extends JobRow {
  readonly task: Name;
  readonly payload: Jobs[Name];
}

/** One thing to be done after the caller's transaction commits: a declared job with its payload. */
export type JobSpec = { [Name in JobName]: Job<Name> }[JobName];

/**
 * Writes the jobs in the caller's transaction, in one statement: they come to be with it or not at
 * all. Of several specs with one key the last counts. A job may run more than once (a server can
 * die between the work and writing down that it is done), so tasks must bear repetition.
 */
export async function enqueue(sql: Sql, specs: readonly JobSpec[]): Promise<void> {
  if (specs.length === 0) return;
  await sql`
    with added as (
      insert into jobs.job (lane, queue, key, task, payload, run_at, timed, max_attempts)
      select coalesce(spec->>'lane', ''), spec->>'queue', spec->>'key', spec->>'task',
        spec->'payload',
        least(coalesce((spec->>'runAt')::timestamptz, now()), case when spec ? 'keepsTime' then
          (select run_at from jobs.job where job.key = spec->>'key' and attempts < max_attempts)
        end), spec ? 'runAt',
        coalesce((spec->>'maxAttempts')::int, 25)
      from jsonb_array_elements(${json(sql, lastOfEachKey(specs))}) as spec
      on conflict (key) do update set payload = excluded.payload, run_at = excluded.run_at,
        timed = excluded.timed, max_attempts = excluded.max_attempts, attempts = 0,
          last_error = null,
        lane = excluded.lane, queue = excluded.queue
        where job.taken_by is null
      returning lane, run_at
    )
    select pg_notify(${channel}, lane) from added where run_at <= now() group by lane`;
}

/** Tells every worker in which lane something is due. */
export const channel = "hamwe_jobs";

/** One statement cannot touch a row twice, which two specs of one key would ask for. */
function lastOfEachKey(specs: readonly JobRow[]): readonly JobRow[] {
  const last = new Map(specs.map((spec, index) => [spec.key, index]));
  return specs.filter((spec, index) => spec.key === undefined || last.get(spec.key) === index);
}
