-- A list narrowed by the days on which files were sent was read in the order of its promises, past
-- every file of other days: seconds, at a million files. The new index has the work of each day in
-- that order, so a few rows of each day are enough; it takes the place of the one by the instant
-- alone. What else a list is narrowed by stands at its end, and when a file was sent at the end of
-- the indexes of lists that are not read day by day: rows of others are passed over in the index.
-- Servers of before may run beside it.
create index task_sent_day on cases.task (authority, role, ((sent_at at time zone 'UTC')::date),
  promised_at, case_id, key, sent_at, due_at, service, office) where closed_at is null;
drop index cases.task_sent;

drop index cases.task_of_role;
create index task_of_role on cases.task (authority, role, due_at, case_id, key, sent_at)
  where closed_at is null;

drop index cases.task_in_hand;
create index task_in_hand on cases.task (claimed_by, promised_at, case_id, key, sent_at)
  where closed_at is null and claimed_by is not null;

drop index cases.task_waiting;
create index task_waiting on cases.task (authority, promised_at, case_id, key, sent_at)
  where closed_at is null and waiting;

drop index cases.task_worklist;
create index task_worklist on cases.task (authority, due_at, case_id, key, sent_at)
  include (claimed_by) where closed_at is null;
