-- The catalogue: what was published, for ever, so that a running case can follow the version that it
-- began with; and the days on which offices are closed, by which working days are counted.
create schema catalogue;
comment on schema catalogue is 'Published definitions of public services, and the calendar of holidays';
grant usage on schema catalogue to hamwe_app;

create table catalogue.definition (
  service      text        not null,
  version      integer     not null constraint definition_version_positive check (version > 0),
  sha256       text        not null constraint definition_sha256 check (sha256 ~ '^[0-9a-f]{64}$'),
  source       jsonb       not null,
  published_at timestamptz not null default now(),
  constraint definition_pk primary key (service, version)
);
comment on table catalogue.definition is
  'Each version of each service as it was published; never changed, because cases refer to it';
comment on column catalogue.definition.sha256 is 'Of what the files say; comments and layout do not count';
comment on column catalogue.definition.source is 'The files: {"files": {"service.yaml": "...", "rw.yaml": "..."}}';
grant select, insert on catalogue.definition to hamwe_app;

create table catalogue.holiday (
  date     date    constraint holiday_pk primary key,
  name     jsonb   not null,
  observed boolean not null default true
);
comment on table catalogue.holiday is 'Public holidays: seeded once a year from a public list, then edited by the gazette officer';
comment on column catalogue.holiday.observed is 'False where an officer took the day off the calendar; the row stays so that it is not seeded again';
grant select, insert, update on catalogue.holiday to hamwe_app;

create table catalogue.holiday_year (
  year      integer     constraint holiday_year_pk primary key,
  seeded_at timestamptz not null default now()
);
comment on table catalogue.holiday_year is 'Years that were seeded: a year is seeded once, so that edits are never undone';
grant select, insert on catalogue.holiday_year to hamwe_app;
