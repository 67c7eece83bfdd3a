-- The people whom a breach puts at high risk are told by a notice that one officer writes and
-- another confirms; a job sends it in lots. Servers of before may run beside it: they do not know
-- it, and leave its job to those that do.
create table privacy.breach_notice (
  breach       uuid        not null references privacy.breach,
  service      text,
  sent_from    date        not null,
  sent_until   date        not null,
  words        jsonb       not null,
  revision     integer     not null default 1,
  written_by   uuid        not null,
  written_at   timestamptz not null,
  confirmed_by uuid,
  confirmed_at timestamptz,
  last_person  uuid,
  reached      integer     not null default 0,
  unreachable  integer     not null default 0,
  ended_at     timestamptz,
  constraint breach_notice_pk primary key (breach),
  constraint breach_notice_days check (sent_from <= sent_until),
  constraint breach_notice_confirmed check (num_nonnulls(confirmed_by, confirmed_at) in (0, 2)),
  constraint breach_notice_two_officers check (confirmed_by <> written_by),
  constraint breach_notice_ended check (ended_at is null or confirmed_at is not null)
);
comment on table privacy.breach_notice is
  'What the people of a breach are told, which people, who wrote and who confirmed it, and how far it has gone';
comment on column privacy.breach_notice.service is
  'People who applied for this service on these days; null: for any service';
comment on column privacy.breach_notice.words is 'The text by language';
comment on column privacy.breach_notice.revision is
  'Raised with every change, so that the second officer confirms what they have read';
comment on column privacy.breach_notice.last_person is
  'The last person, by id, who was dealt with: the job goes on after them';
create table privacy.breach_told (
  breach  uuid        not null references privacy.breach_notice,
  person  uuid        not null,
  reached boolean     not null,
  at      timestamptz not null,
  constraint breach_told_pk primary key (breach, person)
);
comment on table privacy.breach_told is
  'Each person whom a notice of a breach is for, and whether there was an address to write to';
create index breach_told_person on privacy.breach_told (person);
grant select, insert, update (service, sent_from, sent_until, words, revision, written_by,
  written_at, confirmed_by, confirmed_at, last_person, reached, unreachable, ended_at)
  on privacy.breach_notice to hamwe_app;
grant select, insert on privacy.breach_told to hamwe_app;
