-- The feature phone: sessions of a few minutes that survive a dropped line, what a telephone has
-- chosen, the PIN by which a person is known on it, and ratings until assessment takes them over.

create schema ussd;
comment on schema ussd is 'Services on a feature phone, by USSD and SMS';
grant usage on schema ussd to hamwe_app;

-- Unlogged: what a crash takes of these few minutes is walked anew from the path that the gateway sends.
create unlogged table ussd.session (
  id          text        not null,
  phone_hash  bytea       not null,
  path_hash   bytea       not null,
  path_length integer     not null,
  presses     integer     not null,
  sealed      bytea       not null,
  open        boolean     not null,
  begun_at    timestamptz not null,
  touched_at  timestamptz not null,
  constraint session_pk primary key (id),
  constraint session_hashes check (length(phone_hash) = 32 and length(path_hash) = 32)
) with (fillfactor = 50);
comment on table ussd.session is 'A session of a telephone, swept an hour after it was begun; a key changes no index';
comment on column ussd.session.phone_hash is 'HMAC of the number with a key of its own: the number itself is not kept';
comment on column ussd.session.path_hash is 'HMAC of all that was typed so far, a PIN perhaps among it: only compared, never read';
comment on column ussd.session.sealed is 'AES-256-GCM: where the person is, answers not sent yet, and the last screen; only the screen once it ended';
create index session_of_phone on ussd.session (phone_hash) where open;
create index session_begun on ussd.session (begun_at);
grant select, insert, update, delete on ussd.session to hamwe_app;

create table ussd.phone (
  phone_hash bytea       not null,
  lang       text        not null,
  chosen_at  timestamptz not null,
  constraint phone_pk primary key (phone_hash)
);
comment on table ussd.phone is 'The language that a telephone has chosen';
grant select, insert, update on ussd.phone to hamwe_app;

create table ussd.pin (
  person_id    uuid        not null,
  salt         bytea       not null,
  hash         bytea       not null,
  tries        integer     not null default 0,
  locked_until timestamptz,
  set_at       timestamptz not null,
  constraint pin_pk primary key (person_id),
  constraint pin_hash_length check (length(hash) = 32)
);
comment on table ussd.pin is 'Five digits by which a person is known on a phone, as scrypt of an HMAC with a key outside of the database';
grant select, insert, update on ussd.pin to hamwe_app;

create table ussd.rating (
  case_id   uuid        not null,
  person_id uuid        not null,
  score     integer     not null,
  words     text        not null,
  lang      text        not null,
  rated_at  timestamptz not null,
  constraint rating_pk primary key (case_id),
  constraint rating_score check (score between 1 and 5)
);
comment on table ussd.rating is 'How a finished application was served, 1 to 5, said on a phone';
grant select, insert, update on ussd.rating to hamwe_app;

create table ussd.heard (
  id       text        not null,
  heard_at timestamptz not null,
  constraint heard_pk primary key (id)
);
comment on table ussd.heard is 'SMS that came in, by the id that the gateway gave them: one that comes twice is answered once';
grant select, insert on ussd.heard to hamwe_app;
