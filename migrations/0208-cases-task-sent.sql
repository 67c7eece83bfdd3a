-- Officers narrow their list by the days on which citizens sent their files. A task carries when its
-- case was sent, so that a few days of a million files are found by an index. Servers of before may
-- run beside it: what they open is in no list of days until it is touched again.
alter table cases.task add column sent_at timestamptz;
comment on column cases.task.sent_at is
  'When the citizen sent the case; null where a server of before opened the task';
update cases.task t set sent_at = a.submitted_at from cases.application a
  where a.id = t.case_id and t.closed_at is null;
create index task_sent on cases.task (authority, sent_at) where closed_at is null;
