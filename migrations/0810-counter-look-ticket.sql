-- Whoever was served with a ticket, and is served by a colleague after it went back to the queue, sees that their name was shown
-- there. Servers of before may run beside it: they write nothing of it.
alter table counter.look drop constraint look_what,
  add constraint look_what check (what in ('taken-offline', 'address', 'review', 'card-check',
    'searched-lost', 'searched-left', 'searched-child', 'registering', 'at-till', 'listed', 'at-ticket'));
