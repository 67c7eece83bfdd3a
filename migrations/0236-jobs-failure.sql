-- What had failed for good and what became of it is counted for operations staff: "4 failed, 3 have
-- succeeded since". Servers of before may run beside it: what fails and succeeds there is not counted.
create table jobs.failure (
  job      bigint      primary key,
  task     text        not null,
  at       timestamptz not null,
  ended_at timestamptz,
  given_up boolean     not null default false
);
comment on table jobs.failure is
  'A job whose last attempt failed, and what became of it; the job itself goes when it is done';
comment on column jobs.failure.ended_at is 'Since when it is done or given up; null: it waits';
create index failure_at on jobs.failure (at);
grant select, insert, update, delete on jobs.failure to hamwe_app;
