-- A file on which a committee votes is with its members and not with nobody: the list of unclaimed
-- work and the load leave it out. Servers of before may run beside it: what they open, and what
-- nobody has voted on yet, counts as unclaimed until the task is touched again.
alter table cases.task add column by_vote boolean not null default false;
comment on column cases.task.by_vote is 'A committee decides it: nobody takes it in hand';
update cases.task set by_vote = true where closed_at is null and voted_by <> '{}';
