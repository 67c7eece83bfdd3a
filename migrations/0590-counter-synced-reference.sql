-- Whoever has the number of an application that was taken without network sees where it stands,
-- also before it is an application of the office. Old servers may run beside it.
create index synced_of_reference on counter.synced (reference) where reference is not null;
