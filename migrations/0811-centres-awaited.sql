-- A counter that was opened for an officer who is not signed in counts as open only from when they come to it.
-- Servers of before may run beside it: a counter that they open counts at once, as before.
alter table centres.seat add column awaited boolean not null default false;
comment on column centres.seat.awaited is
  'Somebody else opened it for its officer, who has not come yet: it calls nobody';
grant update (awaited) on centres.seat to hamwe_app;
