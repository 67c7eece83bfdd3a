-- Serving somebody in person: whom an operator has in front of him, what that person said yes to, and
-- which paper was put into his hands. Two clients are never mixed: one open visit for each operator and
-- for each counter, by constraint.
create schema counter;
comment on schema counter is 'Serving people in person: visits, yeses, papers handed over, agents outside the halls';
grant usage on schema counter to hamwe_app;

create table counter.visit (
  id         uuid        primary key,
  operator   uuid        not null,
  door       text        not null,
  centre     text,
  counter    text,
  ticket     uuid,
  person     uuid        not null,
  lang       text        not null,
  opened_at  timestamptz not null,
  touched_at timestamptz not null,
  closed_at  timestamptz,
  closed_why text,
  constraint visit_door check (door in ('counter', 'agent')),
  constraint visit_place check (door = 'agent' or (centre is not null and counter is not null)),
  constraint visit_why check (closed_why in ('done', 'idle', 'parked', 'transferred')),
  constraint visit_closed check ((closed_at is null) = (closed_why is null))
);
comment on table counter.visit is 'One person in front of one operator, from opening his file to closing it';
comment on column counter.visit.lang is 'The language in which this person is asked, confirms and is written to';
create unique index visit_one_for_operator on counter.visit (operator) where closed_at is null;
create unique index visit_one_at_counter on counter.visit (centre, counter) where closed_at is null;
create index visit_of_person on counter.visit (person, opened_at);
grant select, insert on counter.visit to hamwe_app;
grant update (lang, touched_at, closed_at, closed_why) on counter.visit to hamwe_app;

create table counter.registration (
  person   uuid        primary key,
  operator uuid        not null,
  card     text        not null,
  at       timestamptz not null,
  constraint registration_card check (card in ('national-id', 'passport', 'birth-certificate', 'other'))
);
comment on table counter.registration is 'Who was written down at a counter without an account of his own, who vouched for him, and on which card';
grant select, insert on counter.registration to hamwe_app;

create table counter.consent (
  id           uuid        primary key,
  visit        uuid        not null references counter.visit (id),
  draft        uuid        not null,
  answers_hash text        not null,
  kind         text        not null,
  code         uuid,
  asked_at     timestamptz not null,
  given_at     timestamptz,
  given_on     text,
  constraint consent_kind check ((kind = 'code' and code is not null) or (kind = 'signature' and code is null)),
  constraint consent_given_on check (given_on in ('pad', 'operator')),
  constraint consent_given check ((given_at is null) = (given_on is null))
);
comment on table counter.consent is 'What a person was asked to say yes to, by a code to his telephone or by his signature, and when he did';
comment on column counter.consent.answers_hash is 'SHA-256 of all that is sent: changed afterwards, the yes is void';
comment on column counter.consent.code is 'The confirmation of platform/auth that holds the code';
create index consent_of_visit on counter.consent (visit, asked_at);
grant select, insert on counter.consent to hamwe_app;
grant update (given_at, given_on) on counter.consent to hamwe_app;

create table counter.pad (
  token_hash bytea       primary key,
  operator   uuid        not null,
  opened_at  timestamptz not null,
  open_until timestamptz not null,
  constraint pad_hash_length check (length(token_hash) = 32)
);
comment on table counter.pad is 'Second screens that face the person: each follows one operator for a working day; the token is not kept';
create unique index pad_of_operator on counter.pad (operator);
grant select, insert, update, delete on counter.pad to hamwe_app;

create table counter.handover (
  id       uuid        primary key,
  visit    uuid        not null references counter.visit (id),
  case_id  uuid        not null,
  paper    uuid        not null,
  operator uuid        not null,
  at       timestamptz not null,
  constraint handover_once_a_visit unique (visit, paper)
);
comment on table counter.handover is 'Which paper was put into whose hands, when and by whom';
create index handover_of_case on counter.handover (case_id);
grant select, insert on counter.handover to hamwe_app;
