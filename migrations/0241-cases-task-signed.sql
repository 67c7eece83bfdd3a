-- A file whose decision can still be taken back is no work, and a member of a committee who has voted
-- or recused themselves has nothing more to do: the lists of officers say so. Servers of before may
-- run beside it: what they change is listed as it was until the task is touched again.
alter table cases.task
  add column signed boolean not null default false,
  add column voted_by text[] not null default '{}';
comment on column cases.task.signed is 'Its decision can be taken back until it takes effect';
comment on column cases.task.voted_by is
  'Members of its committee who have voted or recused themselves';
