-- A granted correction changes an answer of an application: proposed by one officer, confirmed by a
-- second where a paper that was issued says something else then, and that paper is replaced. Servers
-- of before may not run beside it: they do not know the event that tells of a correction.
create table privacy.correction (
  id           uuid        not null,
  request      uuid        not null references privacy.request,
  case_id      uuid        not null,
  field        text        not null,
  value        jsonb,
  papers       text[]      not null,
  proposed_by  uuid        not null,
  proposed_at  timestamptz not null,
  confirmed_by uuid,
  confirmed_at timestamptz,
  applied_at   timestamptz,
  constraint correction_pk primary key (id),
  constraint correction_confirmed check (num_nonnulls(confirmed_by, confirmed_at) in (0, 2)),
  constraint correction_two_officers
    check (confirmed_by is null or papers = '{}' or confirmed_by <> proposed_by),
  constraint correction_applied check (applied_at is null or confirmed_at is not null),
  constraint correction_value check (applied_at is null or value is null)
);
comment on table privacy.correction is
  'An answer that is corrected on request: who proposed and who confirmed it, and when it was done';
comment on column privacy.correction.value is
  'What is right; null once it is done, since it then stands in the answers';
comment on column privacy.correction.papers is
  'Numbers of the papers that say something else then, and are replaced';
comment on column privacy.correction.confirmed_by is
  'The second officer; the first where no paper is replaced';
create index correction_request on privacy.correction (request);
create unique index correction_waits on privacy.correction (case_id) where applied_at is null;
grant select, insert, delete, update (value, confirmed_by, confirmed_at, applied_at)
  on privacy.correction to hamwe_app;
