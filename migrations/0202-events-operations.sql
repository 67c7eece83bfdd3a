-- The latest acts of operations staff, newest first, without reading what happened to applications.
-- Servers of before may run beside it: they do not look.
create index event_of_operations on events.event (at desc) where stream ~ '^operations-';
