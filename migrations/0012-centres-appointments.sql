-- Times kept for people at the halls and at the stops of mobile units, and call-outs to a home or a
-- firm. That no place is given twice is a constraint (btree_gist), not a check of the program.
create extension if not exists btree_gist;

create table centres.appointment (
  id         uuid        primary key,
  centre     text        not null,
  topic      text        not null,
  service    text,
  person     uuid        not null,
  code       text        not null,
  day        date        not null,
  seat       integer     not null,
  during     tstzrange   not null,
  void_at    timestamptz not null,
  party      integer     not null,
  grp        text,
  lang       text        not null,
  status     text        not null default 'booked',
  booked_at  timestamptz not null,
  ended_at   timestamptz,
  command    text        not null,
  constraint appointment_status check (status in ('booked', 'arrived', 'cancelled', 'missed')),
  constraint appointment_ended check ((status = 'booked') = (ended_at is null)),
  constraint appointment_seat_from_one check (seat >= 1),
  constraint appointment_party check (party between 1 and 20),
  constraint appointment_during check (not isempty(during) and lower_inc(during) and not upper_inc(during)),
  constraint appointment_place exclude using gist
    (centre with =, topic with =, seat with =, during with &&) where (status in ('booked', 'arrived')),
  constraint appointment_code unique (centre, day, code),
  constraint appointment_command unique (person, command)
);
comment on table centres.appointment is 'A place (centre, topic, seat, time) kept for one person; the exclusion constraint lets none be given twice';
comment on column centres.appointment.day is 'Local day of the centre: the code is unique on it';
comment on column centres.appointment.void_at is 'When it is void unless the person has come: the start and the minutes of grace that the centre had when it was booked';
comment on column centres.appointment.command is 'Key of the booking: the same key of the same person is the same booking';
create unique index appointment_open on centres.appointment (person, topic) where status = 'booked';
create index appointment_of_person on centres.appointment (person, lower(during) desc);
create index appointment_of_day on centres.appointment (centre, day);
grant select, insert on centres.appointment to hamwe_app;
grant update (code, day, seat, during, void_at, status, ended_at) on centres.appointment to hamwe_app;

create table centres.outing (
  id         uuid        primary key,
  centre     text        not null,
  topic      text        not null,
  person     uuid        not null,
  services   text[]      not null,
  wished_day date        not null,
  lang       text        not null,
  status     text        not null default 'requested',
  day        date,
  from_at    timestamptz,
  to_at      timestamptz,
  team       text[]      not null default '{}',
  ordered_at timestamptz not null,
  ended_at   timestamptz,
  ended_why  text,
  command    text        not null,
  constraint outing_status check (status in ('requested', 'planned', 'done', 'cancelled')),
  constraint outing_planned check
    (status not in ('planned', 'done') or (day is not null and from_at < to_at and cardinality(team) > 0)),
  constraint outing_ended check ((status in ('done', 'cancelled')) = (ended_at is not null)),
  constraint outing_why check (ended_why in ('person', 'no-team', 'too-far', 'not-possible')),
  constraint outing_command unique (person, command)
);
comment on table centres.outing is 'A call-out: operators go to a person or a firm that ordered them';
comment on column centres.outing.team is 'Officers who go';
create index outing_of_person on centres.outing (person, ordered_at desc);
create index outing_open on centres.outing (centre, wished_day) where status in ('requested', 'planned');
grant select, insert on centres.outing to hamwe_app;
grant update (status, day, from_at, to_at, team, ended_at, ended_why) on centres.outing to hamwe_app;

create table centres.outing_address (
  outing  uuid primary key references centres.outing (id),
  address text not null,
  constraint outing_address_length check (length(address) between 1 and 500)
);
comment on table centres.outing_address is 'Where the operators go; apart, because it is erased as soon as the call-out is over';
grant select, insert, delete on centres.outing_address to hamwe_app;
