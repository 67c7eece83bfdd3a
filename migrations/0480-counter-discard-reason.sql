-- Why an officer discarded what a device took: of somebody without an account nobody else is told of it.
-- Servers of before may run beside it: they give no reason.
alter table counter.synced add column drop_reason text,
  add constraint synced_drop_reason check (drop_reason is null or state = 'dropped');
comment on column counter.synced.drop_reason is 'Why settled_by discarded an application of somebody who has no account';
grant update (drop_reason) on counter.synced to hamwe_app;
