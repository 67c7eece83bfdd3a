-- Of a call no more are selected than it has places: who takes one stands beside the rank, and is counted while the call
-- is locked. Servers of before may run beside it: what they decide counts only once its file is decided on again.
alter table cases.rank add column taken boolean not null default false;
comment on column cases.rank.taken is 'It takes one of the places of its call: selected, also while that can be taken back, and not withdrawn';
grant update (taken) on cases.rank to hamwe_app;
update cases.rank r set taken = true
from cases.application a, cases.task t
where a.id = r.case_id and t.case_id = r.case_id and t.key = r.task and t.closed_at is not null
  and a.status <> 'withdrawn'
  and (a.status <> 'refused' or exists (
    select from cases.task later where later.case_id = r.case_id and later.stage <> 'appeal'
      and substring(later.key from '^[0-9]+')::int > substring(t.key from '^[0-9]+')::int));
