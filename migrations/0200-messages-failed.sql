-- What could not be delivered stays for operations staff to see, with the reason of the last try, and
-- is replayed or given up by them. Servers of before may run beside it: what they give up has no
-- time of its failure and no reason, and is shown all the same.
alter table messages.outbox add column failed_at timestamptz, add column last_error text;
comment on column messages.outbox.failed_at is 'When it was last given up by itself; stays where it is replayed';
comment on column messages.outbox.last_error is 'Why its last try failed, without addresses and numbers';
alter table messages.outbox drop constraint outbox_state;
alter table messages.outbox add constraint outbox_state
  check (state in ('queued', 'sent', 'failed', 'given-up'));
update messages.outbox set failed_at = ended_at where state = 'failed';
create index outbox_failed on messages.outbox (channel, queued_at)
  where state = 'failed' or failed_at is not null;
grant update (failed_at, last_error) on messages.outbox to hamwe_app;
