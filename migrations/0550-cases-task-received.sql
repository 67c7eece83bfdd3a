-- Officers sort their list by when citizens sent the files, the newest or the oldest first. A page is
-- read in that order from an index, however much there is, as those by the promise and the step are.
-- Servers of before may run beside it.
create index task_of_role_received on cases.task (authority, role, sent_at, case_id, key)
  where closed_at is null;
create index task_received on cases.task (authority, sent_at, case_id, key)
  where closed_at is null;
