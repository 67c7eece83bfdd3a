-- The worklist of a role by an index of its own: however much other work an authority has, the first
-- page is read and nothing else. Older servers may run beside it.
create index task_of_role on cases.task (authority, role, due_at, case_id, key)
  where closed_at is null;
