-- What a service promises about how long its files are kept is executed at night: what each night
-- did, which files it erased, and holds that keep a file longer. Until now the promise was only
-- shown. Servers of before may run beside it: they do not know it.
create schema privacy;
comment on schema privacy is 'Retention, legal holds, and what people ask about their own data';
grant usage on schema privacy to hamwe_app;

create table privacy.night (
  id       uuid        primary key,
  began_at timestamptz not null,
  ended_at timestamptz,
  counts   jsonb       not null default '{}'
);
comment on table privacy.night is 'What each night erased and left, in figures; one without an end was cut short';
create index night_newest on privacy.night (began_at desc);
grant select, insert, update (ended_at, counts) on privacy.night to hamwe_app;

create table privacy.erasure (
  case_id    uuid        primary key,
  service    text        not null,
  definition integer     not null,
  cause      text        not null,
  night      uuid        references privacy.night,
  closed_at  timestamptz not null,
  due_at     timestamptz not null,
  at         timestamptz not null,
  counts     jsonb       not null,
  constraint erasure_cause check (cause in ('retention', 'request'))
);
comment on table privacy.erasure is 'That a file was erased, when, why and how much of it; names nobody and is only added to';
create index erasure_of_night on privacy.erasure (night);
grant select, insert on privacy.erasure to hamwe_app;

create table privacy.hold (
  id          uuid        primary key,
  case_id     uuid        not null,
  reference   text        not null,
  reason      text        not null,
  until       date        not null,
  placed_by   uuid        not null,
  placed_at   timestamptz not null,
  lift_reason text,
  lift_by     uuid,
  lift_at     timestamptz,
  lifted_by   uuid,
  lifted_at   timestamptz,
  constraint hold_reason check (length(reason) between 1 and 2000),
  constraint hold_lift check (num_nonnulls(lift_reason, lift_by, lift_at) in (0, 3)),
  constraint hold_lifted check (num_nonnulls(lifted_by, lifted_at) in (0, 2)
    and (lifted_at is null or lift_at is not null)),
  constraint hold_four_eyes check (lifted_by <> lift_by)
);
comment on table privacy.hold is
  'A file that is kept beyond its term, for a dispute or an inquiry: why, until when; two officers lift it before';
create index hold_of_case on privacy.hold (case_id) where lifted_at is null;
grant select, insert, update (lift_reason, lift_by, lift_at, lifted_by, lifted_at)
  on privacy.hold to hamwe_app;
