-- A filter of the worklist reads its own rows by an index of its own, however much other work there
-- is: measured with a million cases, a filter that few rows passed read all open tasks of a role (a
-- quarter of a second). The index of all open work of an authority also says who has claimed what,
-- so that unclaimed work is counted without the table. Older servers may run beside it.
create index task_of_service on cases.task (authority, service, due_at, case_id, key)
  where closed_at is null;
create index task_waiting on cases.task (authority, due_at, case_id, key)
  where closed_at is null and waiting;
create index task_signature on cases.task (authority, due_at, case_id, key)
  where closed_at is null and proposed_by is not null;
drop index cases.task_worklist;
create index task_worklist on cases.task (authority, due_at, case_id, key) include (claimed_by)
  where closed_at is null;
