-- Who did another step of the same file as deputy of a colleague: the list leaves it to others.
-- Servers of before may run beside it.

alter table cases.task add column barred text[] not null default '{}';

comment on column cases.task.barred is
  'Officers who did a step of another role as a deputy: they do not do this one';
