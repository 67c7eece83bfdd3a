-- A search by name is recorded with its purpose, where the person sees it. Servers of before may run beside it.
alter table counter.look drop constraint look_what,
  add constraint look_what check (what in ('taken-offline', 'address', 'review', 'card-check',
    'searched-lost', 'searched-left', 'searched-child'));
