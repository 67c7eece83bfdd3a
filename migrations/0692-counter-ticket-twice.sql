-- A ticket that was called on a device without network may have been called in the hall as well: both are told. Servers of
-- before may run beside it: they end it without saying so.
alter table counter.synced
  add column number text,
  add column served text check (served in ('here', 'both'));
comment on column counter.synced.number is 'Number of a ticket that was called on its device after it was in the queue of the hall';
comment on column counter.synced.served is 'What the hall said when the device had called it: only here, or at a counter of the hall too';
grant update (number, served) on counter.synced to hamwe_app;
create index synced_called_twice on counter.synced (received_at) where served = 'both';
