-- The work of officers is sorted by what was promised to the citizen: a file that was pushed on to
-- the next step is no less late. A task carries the promise of its case. Servers of before may run
-- beside it: what they open sorts last until it is touched again.
alter table cases.task add column promised_at timestamptz not null default 'infinity';
comment on column cases.task.promised_at is
  'Until when the case was promised; infinity where its clock is stopped or it has no promise';
update cases.task t set promised_at = a.due_at from cases.application a
  where a.id = t.case_id and t.closed_at is null and a.due_at is not null
    and a.status <> 'waiting-for-applicant';

-- The lists and filters by the promise; task_of_role and task_worklist go on to serve the order by
-- the step.
create index task_of_role_promised on cases.task (authority, role, promised_at, case_id, key)
  where closed_at is null;
create index task_promised on cases.task (authority, promised_at, case_id, key)
  where closed_at is null;
drop index cases.task_of_service;
create index task_of_service on cases.task (authority, service, promised_at, case_id, key)
  where closed_at is null;
drop index cases.task_waiting;
create index task_waiting on cases.task (authority, promised_at, case_id, key)
  where closed_at is null and waiting;
drop index cases.task_signature;
create index task_signature on cases.task (authority, promised_at, case_id, key)
  where closed_at is null and proposed_by is not null;
drop index cases.task_in_hand;
create index task_in_hand on cases.task (claimed_by, promised_at, case_id, key)
  where closed_at is null and claimed_by is not null;
