-- A second officer says by their own PIN that it is they: tries are counted here as on a device. Servers of before may run
-- beside it: they ask for no PIN there.
alter table counter.own_pin
  add column tries integer not null default 0,
  add column not_before timestamptz;
comment on column counter.own_pin.tries is 'Wrong tries since the last right one';
comment on column counter.own_pin.not_before is 'Before this no try counts';
grant update (tries, not_before) on counter.own_pin to hamwe_app;
