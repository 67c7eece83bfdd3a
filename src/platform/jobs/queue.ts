import type { Sql, Statement } from "../db/index.ts";

/** A job that a worker has taken. */
export interface TakenJob {
  readonly id: number;
  readonly task: string;
  readonly payload: unknown;
  readonly attempts: number;
  readonly maxAttempts: number;
  readonly queue: string | null;
}

/** First half of the advisory lock that a worker holds while it lives; its id is the other half. */
export const lockClass = 1785684851;

/**
 * Who takes what: jobs of tasks that this version of the program does not know are left to others.
 */
export interface Taking {
  readonly worker: number;
  readonly lane: string;
  readonly most: number;
  readonly tasks: readonly string[];
}

/**
 * Takes what is due in a lane, the oldest first. Of each queue only the first, and only while none
 * of it runs: the queues are found one after the other by the index, however much waits in each.
 */
export const take = (sql: Sql, { worker, lane, most, tasks }: Taking) => sql<TakenJob[]>`
  with recursive queues as (
    (select queue from jobs.job
      where lane = ${lane} and queue is not null and attempts < max_attempts order by queue limit 1)
    union all
    select (select next.queue from jobs.job as next
      where next.lane = ${lane} and next.queue > queues.queue and next.attempts < next.max_attempts
      order by next.queue limit 1)
    from queues where queues.queue is not null
  ), heads as (
    select head.id from queues, lateral (
      select id, run_at, taken_by, task from jobs.job
      where lane = ${lane} and queue = queues.queue and attempts < max_attempts
      order by run_at, id limit 1) as head
    where head.run_at <= now() and head.taken_by is null and head.task = any (${tasks})
      and not exists (select from jobs.job as busy
        where busy.taken_by is not null and busy.lane = ${lane} and busy.queue = queues.queue)
    limit ${most}
  ), first as (
    select id from jobs.job where id in (select id from heads) and taken_by is null
    for update skip locked
  ), due as (
    select id from jobs.job
    where lane = ${lane} and queue is null and taken_by is null and attempts < max_attempts
      and run_at <= now() and task = any (${tasks})
    order by run_at, id
    limit greatest(0, ${most} - (select count(*) from first))
    for update skip locked
  )
  update jobs.job
  set taken_by = ${worker}, attempts = attempts + 1, taken_key = key, key = null
  where id in (select id from first union all select id from due)
  returning id, task, payload, attempts, max_attempts as "maxAttempts", queue`;

/** Done jobs go; one that had failed for good is counted as succeeded since. */
export const finish = (sql: Sql, worker: number, ids: readonly number[]) => sql`
  with done as (
    delete from jobs.job where id = any (${ids}::bigint[]) and taken_by = ${worker}
    returning id, last_error
  )
  update jobs.failure set ended_at = now()
  where job in (select id from done where last_error is not null) and ended_at is null`;

/** Days for which it is known what became of a failure. */
const failureDays = 30;

/** A job that another of its key has replaced while it ran is not done again. */
const replaced = (sql: Sql) => sql`
  taken_key is not null and exists (select from jobs.job as other where other.key = job.taken_key)`;

/**
 * Again after a pause that grows with each attempt, from three seconds to six hours; or never
 * again.
 */
export const fail = (sql: Sql, worker: number, id: number, error: string) => sql`
  with gone as (
    delete from jobs.job where id = ${id} and taken_by = ${worker} and ${replaced(sql)}
  ), old as (
    delete from jobs.failure where ended_at < now() - ${failureDays} * interval '1 day'
  ), failed as (
    update jobs.job
    set taken_by = null, key = taken_key, taken_key = null, last_error = ${error}, timed = true,
      run_at = now() + least(exp(attempts), 21600) * interval '1 second'
    where id = ${id} and taken_by = ${worker} and not (${replaced(sql)})
    returning id, task, attempts, max_attempts
  )
  insert into jobs.failure (job, task, at)
  select id, task, now() from failed where attempts >= max_attempts
  on conflict on constraint failure_pkey do update set ended_at = null`;

/** Whatever a worker that stops has not finished, others may do, without a wait. */
export const giveBack = (sql: Sql, worker: number) => sql`
  with gone as (
    delete from jobs.job where taken_by = ${worker} and ${replaced(sql)}
  ), given as (
    update jobs.job set taken_by = null, key = taken_key, taken_key = null, attempts = attempts - 1
    where taken_by = ${worker} and not (${replaced(sql)})
  )
  delete from jobs.worker where id = ${worker}`;

/**
 * What this worker took in a lane without hearing of it, because the line was lost in the answer,
 * may be taken again: nobody has begun it. `mine` is what it knows of.
 */
export const giveBackUnheard = (
  sql: Sql,
  { worker, lane, mine }: { worker: number; lane: string; mine: readonly number[] },
) => sql`
  with unheard as (
    select id from jobs.job
    where taken_by = ${worker} and lane = ${lane} and id <> all (${mine}::bigint[])
  ), gone as (
    delete from jobs.job where id in (select id from unheard) and ${replaced(sql)}
  )
  update jobs.job set taken_by = null, key = taken_key, taken_key = null, attempts = attempts - 1
  where id in (select id from unheard) and not (${replaced(sql)})`;

/** A new worker. Its lock is held by the connection of `sql`, which must be one and the same. */
export async function register(sql: Sql): Promise<number> {
  const [row] = await sql<{ id: number }[]>`
    insert into jobs.worker default values returning id`;
  if (!row) throw new Error("a new worker has no number");
  await holdLock(sql, row.id);
  return row.id;
}

export const holdLock = (sql: Sql, worker: number) =>
  sql`select pg_advisory_lock(${lockClass}::int, ${worker}::int)`;

export interface Beat {
  /** False when others took this worker for dead. */
  readonly alive: boolean;
  /** Lanes in which something is due. */
  readonly lanes: readonly string[];
  /** Of what is watched besides, in its order: whether something is due. */
  readonly watched: readonly boolean[];
}

/** What is due elsewhere than among the jobs, so that one question is enough for all of it. */
export interface Watched {
  /** A condition of SQL; looks at no more than a row of an index. */
  readonly isDue: (sql: Sql) => Statement<object[]>;
  /** Called when it is true, once for each question. */
  readonly nudge: () => void;
}

/**
 * Shows that this worker lives, and frees the jobs of those that do not: silent for more than a
 * second and without their lock, which PostgreSQL drops with the connection of a killed process; or
 * silent for half a minute, whatever they hold.
 */
export async function beat(
  sql: Sql,
  worker: number,
  lanes: readonly string[],
  watching: readonly Watched[] = [],
): Promise<Beat> {
  const watched = watching.reduce(
    (all, { isDue }) => sql`${all} || (${isDue(sql)})`,
    sql`'{}'::boolean[]`,
  );
  const [row] = await sql<Beat[]>`
    with me as (
      update jobs.worker set beat_at = now() where id = ${worker} returning id
    ), dead as (
      select id from jobs.worker
      where case
        when id = ${worker} or beat_at > now() - interval '1.2 seconds' then false
        when beat_at < now() - interval '30 seconds' then true
        else pg_try_advisory_xact_lock(${lockClass}::int, id) end
    ), left_over as (
      select id from jobs.job
      where taken_by <> 0 and (taken_by in (select id from dead)
        or taken_by not in (select id from jobs.worker))
    ), superseded as (
      delete from jobs.job where id in (select id from left_over) and ${replaced(sql)}
    ), freed as (
      update jobs.job set taken_by = null, key = taken_key, taken_key = null
      where id in (select id from left_over) and not (${replaced(sql)})
      returning lane
    ), gone as (
      delete from jobs.worker where id in (select id from dead)
    )
    select exists (select from me) as alive, array(
      select lane from unnest(${lanes}::text[]) as lane
      where lane in (select freed.lane from freed)
        or (select run_at from jobs.job where job.lane = lane.lane and job.queue is null
          and job.taken_by is null and job.attempts < job.max_attempts
          order by run_at limit 1) <= now()
        or exists (select from jobs.job where job.lane = lane.lane and job.queue is not null
          and job.attempts < job.max_attempts)
    ) as lanes, ${watched} as watched`;
  return row ?? { alive: false, lanes: [], watched: [] };
}
