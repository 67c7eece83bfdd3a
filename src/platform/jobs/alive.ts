import { connect, type Sql, transaction } from "../db/index.ts";

const everyMs = 10_000;

/**
 * Shows that a worker is alive, and frees the jobs of those that are not. A worker killed in the
 * middle leaves its jobs locked, for four hours by the queue's own rule. Each worker therefore
 * holds an advisory lock for as long as its connection lives, which PostgreSQL drops with the
 * connection: a lock that another can take belongs to nobody any more. A worker takes jobs a moment
 * before it can hold its lock, so that one whose jobs are all younger than ten seconds counts as alive.
 */
export async function showAlive(url: string, workerId: string) {
  const sql = connect(url, 1, { lasting: true });
  const beat = () =>
    transaction(sql, async (tx) => {
      await holdLock(tx, workerId);
      await freeJobsOfTheDead(tx, workerId);
    });
  await beat();
  const timer = setInterval(() => beat().catch(() => {}), everyMs);
  return {
    stop: async () => {
      clearInterval(timer);
      await sql.end({ timeout: 1 });
    },
  };
}

/** Taken once per connection: after a break the next beat takes it again. */
const holdLock = (sql: Sql, workerId: string) => sql`
  select pg_advisory_lock(hashtextextended(${workerId}, 0))
  where not exists (
    select from pg_locks
    where locktype = 'advisory' and pid = pg_backend_pid() and objsubid = 1
      and (classid::bigint << 32 | objid::bigint) = hashtextextended(${workerId}, 0)
  )`;

/**
 * Only continuous workers (`pool-…`) show that they are alive. A lock of one's own could always be had.
 * Freed too early, a job would run twice at once: one program would be told two things at a time.
 */
const freeJobsOfTheDead = (sql: Sql, workerId: string) => sql`
  select graphile_worker.force_unlock_workers(array_agg(locked_by)),
    pg_notify('jobs:insert', '{"count": 1}')
  from (
    select locked_by from graphile_worker._private_jobs
    where locked_by like 'pool-%' and locked_by <> ${workerId}
    group by locked_by having min(locked_at) < now() - interval '10 seconds'
    offset 0
  ) as holder
  where pg_try_advisory_xact_lock(hashtextextended(locked_by, 0))
  having count(*) > 0`;
