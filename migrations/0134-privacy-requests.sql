-- What people ask about their own data (to correct it, to erase it), with a day by which they are
-- answered; and breaches, with the hours in which the authority is told. Servers of before may run
-- beside it: they do not know it.
create table privacy.request (
  id         uuid        primary key,
  person     uuid        not null,
  kind       text        not null,
  case_id    uuid,
  reference  text,
  words      text        not null,
  lang       text        not null,
  asked_at   timestamptz not null,
  due_at     timestamptz not null,
  outcome    text,
  reason     text,
  decided_by uuid,
  decided_at timestamptz,
  done       jsonb,
  constraint request_kind check (kind in ('rectification', 'erasure')),
  constraint request_case check ((case_id is null) = (reference is null)),
  constraint request_words check (length(words) <= 2000),
  constraint request_outcome check (outcome in ('granted', 'refused', 'taken-back')),
  constraint request_decided check (num_nonnulls(outcome, decided_at) in (0, 2)),
  constraint request_officer check (outcome is null or outcome = 'taken-back'
    or num_nonnulls(decided_by, reason) = 2)
);
comment on table privacy.request is
  'What a person asks about their data, the day by which they are answered, the answer and who gave it';
comment on column privacy.request.case_id is 'The application that it is about; null: everything';
comment on column privacy.request.done is 'What an erasure erased and what it had to leave, in figures';
create index request_open on privacy.request (due_at) where outcome is null;
create index request_of_person on privacy.request (person, asked_at desc);
grant select, insert, update (words, outcome, reason, decided_by, decided_at, done)
  on privacy.request to hamwe_app;

create table privacy.breach (
  id           uuid        primary key,
  known_at     timestamptz not null,
  what         text        not null,
  data         text        not null,
  people       integer     not null,
  measures     text        not null,
  high_risk    boolean     not null,
  recorded_by  uuid        not null,
  recorded_at  timestamptz not null,
  constraint breach_people check (people >= 0)
);
comment on table privacy.breach is
  'Breaches of personal data as they were recorded: what happened, whose data, what was done; names nobody';
create table privacy.breach_step (
  breach uuid        not null references privacy.breach,
  step   text        not null,
  at     timestamptz not null,
  by     uuid        not null,
  note   text        not null,
  constraint breach_step_pk primary key (breach, step),
  constraint breach_step_known check (step in ('authority', 'report', 'people', 'closed'))
);
comment on table privacy.breach_step is
  'When the authority was told, had the report, the people were told, and it was closed; only added to';
grant select, insert on privacy.breach, privacy.breach_step to hamwe_app;
