-- The tables of the job queue that releases up to 0.1 had (graphile-worker 0.18), as far as their rows
-- are taken over; later versions have jobs in tables of their own.
create schema graphile_worker;
create table graphile_worker._private_job_queues (
  id int generated always as identity primary key,
  queue_name text not null unique,
  locked_at timestamptz,
  locked_by text,
  is_available boolean not null default true
);
create table graphile_worker._private_tasks (
  id int generated always as identity (sequence name graphile_worker.tasks_id_seq) primary key,
  identifier text not null unique
);
create table graphile_worker._private_jobs (
  id bigint generated always as identity (sequence name graphile_worker.jobs_id_seq1) primary key,
  job_queue_id int,
  task_id int not null,
  payload json not null,
  priority smallint not null,
  run_at timestamptz not null,
  attempts smallint not null,
  max_attempts smallint not null,
  last_error text,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  key text unique,
  locked_at timestamptz,
  locked_by text,
  revision int not null,
  flags jsonb
);
create table graphile_worker._private_known_crontabs (
  identifier text primary key,
  known_since timestamptz not null,
  last_execution timestamptz
);
