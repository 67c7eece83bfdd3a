-- Messages that belong to no case (codes, tickets, answers to an SMS) went nowhere: at night they go
-- 90 days after they were sent, as what was never sent does. Servers of before may run beside it.
create index outbox_of_no_case on messages.outbox (ended_at) where case_id is null;
grant update (person_id) on messages.outbox to hamwe_app;
