-- What went to the role above the supervisor is a list of its own for whoever holds that role, in the
-- order of its promises; it is few files. Servers of before may run beside it. What they escalate
-- further, and what went on before this migration, is told by the bell as it was, and stands in the
-- list once its file changes again.
alter table cases.task add column escalated_to text;
comment on column cases.task.escalated_to is
  'The role above the supervisor to which it was escalated; null: it was not';
create index task_escalated_to on cases.task (authority, escalated_to, promised_at, case_id, key)
  where closed_at is null and escalated_to is not null;
