-- With a file go the messages about it, which hold names, addresses and what was decided.
-- Servers of before may run beside it.
create index outbox_of_case on messages.outbox (case_id) where case_id is not null;
grant delete on messages.outbox to hamwe_app;
