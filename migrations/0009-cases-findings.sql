-- What officers find when they do a task (scores, levels, measurements): beside the answers, not in events.
create table cases.finding (
  case_id uuid        not null,
  task    text        not null,
  values  jsonb       not null,
  at      timestamptz not null,
  constraint finding_pk primary key (case_id, task)
);
comment on table cases.finding is 'What officers found, by the key of the task. It stands here, not in events, so that it can be erased.';
grant select, insert, update, delete on cases.finding to hamwe_app;
