-- A way through several services: its drafts are made at once and share their answers; each is sent when its turn comes.
create table cases.journey (
  id         uuid primary key,
  person_id  uuid        not null,
  journey    text        not null,
  lang       text        not null,
  plan       jsonb       not null default '[]',
  agreed_at  timestamptz,
  stopped_at timestamptz,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  version    integer     not null default 1
);
comment on table cases.journey is 'Several services in one conversation. plan: what the person agreed to, step by step, with what each waits for; it holds whatever the catalogue says later.';
create index journey_of_person on cases.journey (person_id, updated_at desc);

alter table cases.draft add column journey uuid;
alter table cases.draft add constraint draft_journey foreign key (journey) references cases.journey (id);
comment on column cases.draft.journey is 'The way through several services of which this is one step; a service stands in it once.';
create unique index draft_step on cases.draft (journey, service) where journey is not null;
create index draft_of_case on cases.draft (case_id) where journey is not null;

grant select, insert, update, delete on cases.journey to hamwe_app;
