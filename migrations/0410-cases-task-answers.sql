-- A list says of each row which version of its service it follows and which answers are the newest.
-- Looked up by the case, both cost more than the list itself. Servers of before may run beside it:
-- of a task that they open, and of answers that they correct, the list looks up what is missing or
-- says what was before, until the next act.
alter table cases.task add column definition integer, add column revision integer;
comment on column cases.task.definition is
  'The version of the service that its case follows; null where a server of before opened the task';
comment on column cases.task.revision is
  'The newest answers of its case; null where a server of before opened the task';
update cases.task t set definition = a.definition,
    revision = (select max(revision) from cases.answers where case_id = a.id)
  from cases.application a
  where a.id = t.case_id and t.closed_at is null;
