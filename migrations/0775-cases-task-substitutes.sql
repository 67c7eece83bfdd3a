-- Where a member of a committee has a conflict of interest, a supervisor names a substitute for that file: the list of
-- what they vote on finds it by them, whatever their roles are. Servers of before may run beside it: they do not know
-- the event, so names are given once all are of this version.
alter table cases.task add column substitutes text[] not null default '{}';
comment on column cases.task.substitutes is
  'Officers who vote on it in place of members who recused themselves';
create index task_substitutes on cases.task using gin (substitutes)
  where closed_at is null and substitutes <> '{}';
