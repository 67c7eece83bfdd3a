-- Programs that act for people: who they are, what they may do, what they began and what they sent.
-- The applications themselves are cases; here stands only which program brought them.
create schema api;
comment on schema api is 'Programs that act for people: clients, tokens, drafts, keys of requests, webhooks';
grant usage on schema api to hamwe_app;

create table api.client (
  id          text        not null,
  name        text        not null,
  scopes      text[]      not null,
  secret_hash bytea,
  jwks        jsonb,
  created_at  timestamptz not null,
  disabled_at timestamptz,
  constraint client_pk primary key (id),
  constraint client_id_form check (id ~ '^[a-z0-9][a-z0-9-]{1,38}$'),
  constraint client_proves_itself check (secret_hash is not null or jwks is not null)
);
comment on table api.client is 'An organisation''s program. It proves itself with a key of its own (RFC 7523) or, in a demonstration, with a secret';
grant select, insert on api.client to hamwe_app;
grant update (name, scopes, secret_hash, jwks, disabled_at) on api.client to hamwe_app;

create table api.token (
  hash       bytea       not null,
  client     text        not null,
  scopes     text[]      not null,
  expires_at timestamptz not null,
  constraint token_pk primary key (hash),
  constraint token_client foreign key (client) references api.client (id),
  constraint token_hash_length check (length(hash) = 32)
);
comment on table api.token is 'Access tokens in force; the token itself is not kept';
create index token_expiry on api.token (expires_at);
grant select, insert, delete on api.token to hamwe_app;

create table api.assertion (
  client text        not null,
  jti    text        not null,
  until  timestamptz not null,
  constraint assertion_pk primary key (client, jti)
);
comment on table api.assertion is 'Client assertions seen, so that none counts twice (RFC 7523, section 3, item 7)';
grant select, insert, delete on api.assertion to hamwe_app;

create table api.draft (
  id          uuid        not null,
  client      text        not null,
  service     text        not null,
  definition  integer     not null,
  national_id text,
  application uuid,
  answers     jsonb       not null,
  lang        text        not null,
  begun_at    timestamptz not null,
  expires_at  timestamptz not null,
  constraint draft_pk primary key (id),
  constraint draft_of_somebody check ((national_id is null) <> (application is null)),
  constraint draft_client foreign key (client) references api.client (id)
);
comment on table api.draft is 'What a program prepares for a person who has not said yes yet: no part of the person''s affairs until then, and gone after a day. application: the one whose request for more it answers';
create index draft_expiry on api.draft (expires_at);
grant select, insert, delete on api.draft to hamwe_app;
grant update (answers, lang) on api.draft to hamwe_app;

create table api.draft_file (
  id         uuid        not null,
  draft      uuid        not null,
  document   text        not null,
  name       text        not null,
  media_type text        not null,
  sha256     text        not null,
  content    bytea       not null,
  at         timestamptz not null,
  constraint draft_file_pk primary key (id),
  constraint draft_file_draft foreign key (draft) references api.draft (id) on delete cascade,
  constraint draft_file_once unique (draft, document, sha256)
);
comment on table api.draft_file is 'Papers of such a draft; moved to the case when the person says yes';
grant select, insert, delete on api.draft_file to hamwe_app;

create table api.confirmation (
  id       uuid        not null,
  client   text        not null,
  about    uuid        not null,
  person   uuid,
  code_id  uuid,
  tries    integer     not null default 0,
  asked_at timestamptz not null,
  constraint confirmation_pk primary key (id),
  constraint confirmation_person_code check ((person is null) = (code_id is null))
);
comment on table api.confirmation is 'A code asked for by a program. Without person: nobody can be reached, and the program is not told so';
create index confirmation_of_client on api.confirmation (client, about, asked_at);
grant select, insert, delete on api.confirmation to hamwe_app;
grant update (tries) on api.confirmation to hamwe_app;

create table api.application (
  case_id   uuid        not null,
  client    text        not null,
  reference text        not null,
  sent_at   timestamptz not null,
  constraint application_pk primary key (case_id),
  constraint application_client foreign key (client) references api.client (id)
);
comment on table api.application is 'Which program brought which application: it sees these and no other';
create index application_of_client on api.application (client, case_id desc);
grant select, insert on api.application to hamwe_app;

create table api.request (
  client     text        not null,
  key        text        not null,
  hash       bytea       not null,
  started_at timestamptz not null,
  status     integer,
  answer     bytea,
  constraint request_pk primary key (client, key),
  constraint request_answered check ((status is null) = (answer is null))
);
comment on table api.request is 'Idempotency-Key: what was asked under a key and, sealed, what was answered; for a day';
create index request_age on api.request (started_at);
grant select, insert, update, delete on api.request to hamwe_app;
