-- The cash desk sees who comes to it from a counter, and the person sees that it did. Servers of before may run
-- beside it.
alter table counter.look drop constraint look_what,
  add constraint look_what check (what in ('taken-offline', 'address', 'review', 'card-check',
    'searched-lost', 'searched-left', 'searched-child', 'registering', 'at-till'));
