-- An account that was there already when an operator was about to create it: the look is recorded with that purpose.
-- Servers of before may run beside it.
alter table counter.look drop constraint look_what,
  add constraint look_what check (what in ('taken-offline', 'address', 'review', 'card-check',
    'searched-lost', 'searched-left', 'searched-child', 'registering'));
