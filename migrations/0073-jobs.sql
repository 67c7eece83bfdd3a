-- The queue of jobs, in tables of our own: what is due is found by an index however much else waits,
-- workers show that they live by a lock and a beat, and what a dead one held goes on within two seconds.
-- What waits in the queue of before is taken over. Servers of before may not run beside it.
create schema jobs;

create table jobs.worker (
  id int generated always as identity constraint worker_pk primary key,
  beat_at timestamptz not null default now()
);
comment on table jobs.worker is 'Processes that run jobs; each also holds the advisory lock (1785684851, id) while it lives';

create table jobs.job (
  id bigint generated always as identity constraint job_pk primary key,
  lane text not null default '',
  queue text,
  key text constraint job_key unique,
  task text not null,
  payload jsonb not null,
  run_at timestamptz not null default now(),
  timed boolean not null default false,
  attempts int not null default 0,
  max_attempts int not null default 25,
  taken_by int,
  taken_key text,
  last_error text,
  created_at timestamptz not null default now()
);
comment on table jobs.job is 'Things to be done; a row goes when its job is done, and stays when it was given up';
comment on column jobs.job.lane is 'Has workers of its own, so that what is slow there holds up nothing else';
comment on column jobs.job.queue is 'Jobs of one queue run one after the other';
comment on column jobs.job.key is 'A job of the same key replaces one that has not started';
comment on column jobs.job.timed is 'Its time was given, and is not only when it was written';
comment on column jobs.job.taken_by is 'The worker that runs it now; 0 is a clock that somebody drives';
comment on column jobs.job.taken_key is 'Its key while it runs, when another may come under it';
create index job_due on jobs.job (lane, run_at, id)
  where queue is null and taken_by is null and attempts < max_attempts;
create index job_queue on jobs.job (lane, queue, run_at, id)
  where queue is not null and attempts < max_attempts;
create index job_taken on jobs.job (taken_by) where taken_by is not null;

create table jobs.night (
  task text constraint night_pk primary key,
  day date not null
);
comment on table jobs.night is 'For what night each nightly task was last planned';

grant usage on schema jobs to hamwe_app;
grant select, insert, update, delete on jobs.job, jobs.worker to hamwe_app;
grant select, insert, update on jobs.night to hamwe_app;

do $$
begin
  if to_regclass('graphile_worker._private_jobs') is null then return; end if;
  insert into jobs.job (lane, queue, key, task, payload, run_at, timed, attempts, max_attempts,
    last_error, created_at)
  select case when t.identifier = 'messages.deliver' then 'messages'
      when t.identifier = 'api.deliver' then 'programs' else '' end,
    q.queue_name, j.key, t.identifier, j.payload::jsonb, j.run_at, j.run_at > j.created_at, j.attempts,
    j.max_attempts, j.last_error, j.created_at
  from graphile_worker._private_jobs as j
  join graphile_worker._private_tasks as t on t.id = j.task_id
  left join graphile_worker._private_job_queues as q on q.id = j.job_queue_id
  order by j.id;
  insert into jobs.night (task, day)
  select replace(identifier, 'nightly:', ''), coalesce(last_execution, known_since)::date
  from graphile_worker._private_known_crontabs;
  drop schema graphile_worker cascade;
end $$;
