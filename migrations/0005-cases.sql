-- Cases: drafts and papers before submission; the folded rows, answers and words of each application.
create schema cases;
grant usage on schema cases to hamwe_app;

create table cases.draft (
  id         uuid primary key,
  person_id  uuid        not null,
  service    text        not null,
  definition integer     not null,
  answers    jsonb       not null default '{}',
  visited    jsonb       not null default '[]',
  renews     uuid,
  case_id    uuid,
  created_at timestamptz not null,
  updated_at timestamptz not null
);
comment on table cases.draft is 'An application not yet sent, kept page by page so that it can be finished on another device. case_id: what it became.';
create index draft_of_person on cases.draft (person_id, updated_at desc) where case_id is null;

create table cases.file (
  id         uuid primary key,
  person_id  uuid        not null,
  draft_id   uuid,
  case_id    uuid,
  document   text        not null,
  name       text        not null,
  media_type text        not null,
  bytes      integer     not null,
  sha256     text        not null,
  content    bytea       not null,
  at         timestamptz not null,
  constraint file_belongs check (draft_id is not null or case_id is not null)
);
comment on table cases.file is 'An uploaded paper. The content stands here, not in events, so that it can be erased.';
create index file_of_draft on cases.file (draft_id) where draft_id is not null;
create index file_of_case on cases.file (case_id) where case_id is not null;
alter table cases.file alter column content set storage external;

create table cases.application (
  id           uuid primary key,
  reference    text        not null,
  person_id    uuid        not null,
  service      text        not null,
  definition   integer     not null,
  authority    text        not null,
  status       text        not null,
  stage        text,
  lang         text        not null,
  renews       uuid,
  submitted_at timestamptz not null,
  due_at       timestamptz,
  decided_at   timestamptz,
  version      integer     not null,
  constraint application_reference unique (reference),
  constraint application_status check (status in
    ('awaiting-payment', 'in-review', 'waiting-for-applicant', 'granted-awaiting-payment',
     'granted', 'refused', 'withdrawn', 'in-appeal'))
);
comment on table cases.application is 'The fold of a case''s events, for lists. The events are the truth.';
create index application_of_person on cases.application (person_id, submitted_at desc);
create unique index application_renewed_once on cases.application (renews)
  where renews is not null and status not in ('refused', 'withdrawn');

create table cases.answers (
  case_id  uuid        not null,
  revision integer     not null,
  answers  jsonb       not null,
  asked    jsonb       not null,
  at       timestamptz not null,
  constraint answers_pk primary key (case_id, revision)
);
comment on table cases.answers is 'What the person answered, and the questions as they were worded then. A new revision for each answer to a request.';

create table cases.task (
  case_id      uuid        not null,
  key          text        not null,
  task         text        not null,
  stage        text        not null,
  authority    text        not null,
  role         text        not null,
  reference    text        not null,
  service      text        not null,
  opened_at    timestamptz not null,
  due_at       timestamptz not null default 'infinity',
  claimed_by   text,
  proposed_by  text,
  escalated    boolean     not null default false,
  waiting      boolean     not null default false,
  closed_at    timestamptz,
  closed_by    text,
  constraint task_pk primary key (case_id, key)
);
comment on table cases.task is 'The work of officers: the fold of each task. waiting: the applicant has to answer first.';
create index task_worklist on cases.task (authority, due_at, case_id, key) where closed_at is null;
create index task_in_hand on cases.task (claimed_by, due_at, case_id, key)
  where closed_at is null and claimed_by is not null;
create index task_closed on cases.task (authority, closed_at) where closed_at is not null;

create table cases.statement (
  id      uuid primary key,
  case_id uuid        not null,
  text    text        not null,
  at      timestamptz not null
);
comment on table cases.statement is 'Words typed by officers and applicants (reasons, requests, appeals); events carry the id only.';
create index statement_of_case on cases.statement (case_id);

create table cases.access (
  case_id    uuid        not null,
  at         timestamptz not null,
  officer_id text        not null,
  authority  text        not null,
  what       text        not null
);
comment on table cases.access is 'Every reading of a person''s file by staff; shown to the person.';
create index access_of_case on cases.access (case_id, at desc);

grant select, insert, update, delete on cases.draft to hamwe_app;
grant select, insert, delete on cases.file to hamwe_app;
grant update (draft_id, case_id) on cases.file to hamwe_app;
grant select, insert, update on cases.application, cases.task to hamwe_app;
grant select, insert on cases.answers, cases.statement, cases.access to hamwe_app;
