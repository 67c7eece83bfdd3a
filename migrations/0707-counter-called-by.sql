-- Who called a ticket on a device without network: they served whoever had it. Servers of before may run beside it: they
-- name who gave the ticket out.
alter table counter.synced add column called_by uuid;
comment on column counter.synced.called_by is 'Who called the ticket on its device; null for nobody who is known, or where nobody came';
grant update (called_by) on counter.synced to hamwe_app;
create index synced_called_by on counter.synced (called_by, taken_at) where called_by is not null;
