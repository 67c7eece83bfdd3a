-- When the hall heard that a ticket was called on its device: that it was called on both sides is told until the hall has
-- finished it, or for a while where that was so already. Servers of before may run beside it: they tell it for hours.
alter table counter.synced add column served_at timestamptz;
comment on column counter.synced.served_at is 'When the hall heard that the ticket was called on its device';
grant update (served_at) on counter.synced to hamwe_app;
