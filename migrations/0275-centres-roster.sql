-- Who is planned at which counter and when: whoever runs the floor writes it, operators read their own.
-- Servers of before may run beside it: they show no roster.
create table centres.shift (
  centre        text        not null,
  day           date        not null,
  counter       text        not null,
  from_minute   smallint    not null,
  until_minute  smallint    not null,
  officer       uuid        not null,
  break_minute  smallint,
  break_minutes smallint,
  set_by        uuid        not null,
  set_at        timestamptz not null,
  constraint shift_pk primary key (centre, day, counter, from_minute),
  constraint shift_span check (0 <= from_minute and from_minute < until_minute and until_minute <= 1440),
  constraint shift_break check ((break_minute is null) = (break_minutes is null)),
  constraint shift_break_inside check (from_minute <= break_minute and break_minute + break_minutes <= until_minute)
);
comment on table centres.shift is 'An operator planned at a counter on a local day; a plan, and not who sat there';
comment on column centres.shift.from_minute is 'Local minute of the day, 0 to 1439';
comment on column centres.shift.set_by is 'Who runs the floor and planned it';
create index shift_of_officer on centres.shift (officer, day);
grant select, insert, delete on centres.shift to hamwe_app;
