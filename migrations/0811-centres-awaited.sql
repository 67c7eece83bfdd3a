-- A counter is awaited where somebody else opened it while its officer was not signed in; it counts as open from when
-- they have signed in and come to it. Servers of before may run beside it: a counter that they open counts at once, as
-- before, and an officer who comes to an awaited one through them stays "nobody is there yet" until all are new.
alter table centres.seat add column awaited boolean not null default false;
comment on column centres.seat.awaited is
  'Somebody else opened it for its officer, who has not come yet: it calls nobody';
grant update (awaited) on centres.seat to hamwe_app;
