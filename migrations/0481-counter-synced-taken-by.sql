-- Who took an item, as its device says: those who share its PIN are told apart before one of them delivers.
-- Servers of before may run beside it: they do not say it.
alter table counter.synced add column taken_by uuid;
comment on column counter.synced.taken_by is 'Officer of the hall who took it, as the device says; null where it says nobody who works there';
