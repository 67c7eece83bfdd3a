-- The latest changes of the administration (staff, settings), newest first, without reading what
-- happened to applications. Servers of before may run beside it: they do not look.
create index event_of_administration on events.event (at desc)
  where stream ~ '^(staff|settings)-';
