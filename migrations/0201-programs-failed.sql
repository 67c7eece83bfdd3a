-- Webhooks that could not be delivered are replayed or given up by operations staff. Servers of
-- before may run beside it: what they give up has no time of its failure, and is shown all the same.
alter table programs.delivery add column failed_at timestamptz;
comment on column programs.delivery.failed_at is 'When it was last given up by itself; stays where it is replayed';
alter table programs.delivery drop constraint delivery_state;
alter table programs.delivery add constraint delivery_state
  check (state in ('waiting', 'held', 'delivered', 'failed', 'given-up'));
update programs.delivery set failed_at = ended_at where state = 'failed';
create index delivery_failed on programs.delivery (id)
  where state in ('failed', 'held') or failed_at is not null;
grant update (failed_at) on programs.delivery to hamwe_app;
