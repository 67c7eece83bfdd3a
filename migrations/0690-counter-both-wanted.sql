-- An application that is the same as another of the person waits until an officer says why both are wanted, or why one is
-- discarded. Servers of before may run beside it: they send both without a reason.
alter table counter.synced add column both_reason text;
comment on column counter.synced.both_reason is 'Why an officer sends it although there is another like it';
grant update (both_reason) on counter.synced to hamwe_app;
