-- Who asks: people and officers as their identity issuers name them, and the sessions they are in.
-- Accounts are keyed by (iss, sub) (ASVS 6.8.1): no e-mail address or number ever joins two of them.

create schema auth;
comment on schema auth is 'Who asks: people, officers, sessions';
grant usage on schema auth to hamwe_app;

create table auth.person (
  id          uuid primary key,
  iss         text not null,
  sub         text not null,
  name        text not null,
  given_name  text,
  family_name text,
  birth_date  date,
  national_id text,
  nationality text,
  phone       text,
  email       text,
  language    text,
  level       smallint not null,
  created_at  timestamptz not null,
  updated_at  timestamptz not null,
  constraint person_account unique (iss, sub),
  constraint person_level check (level between 1 and 3)
);
comment on table auth.person is 'A person as the issuer last described them; refreshed at every sign-in';
comment on column auth.person.iss is 'The issuer that vouches, under the name it is configured with';
comment on column auth.person.level is 'Level of assurance of the last sign-in: 1 low, 2 substantial, 3 high';
grant select, insert, update on auth.person to hamwe_app;

create table auth.officer (
  id         uuid primary key,
  iss        text not null,
  sub        text not null,
  name       text not null,
  authority  text not null,
  roles      text[] not null,
  active     boolean not null,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  constraint officer_account unique (iss, sub)
);
comment on table auth.officer is 'Who works for which authority in which roles; never deleted, because decisions name them';
comment on column auth.officer.active is 'False once they have left: every session ends at that moment (ASVS 7.4.2)';
grant select, insert, update on auth.officer to hamwe_app;

create table auth.session (
  id_hash    bytea primary key,
  person     uuid references auth.person (id),
  officer    uuid references auth.officer (id),
  level      smallint,
  shared     boolean not null,
  started_at timestamptz not null,
  touched_at timestamptz not null,
  idle_until timestamptz not null,
  ends_at    timestamptz not null,
  constraint session_hash_length check (length(id_hash) = 32),
  constraint session_of_one check (num_nonnulls(person, officer) = 1)
);
comment on table auth.session is 'Open sessions; the browser holds the 256-bit id, we hold only its SHA-256';
comment on column auth.session.level is 'Level of assurance that this sign-in reached; null for officers';
comment on column auth.session.shared is 'On a shared computer: five minutes idle, and sign-out clears the browser';
create index session_person on auth.session (person) where person is not null;
create index session_officer on auth.session (officer) where officer is not null;
create index session_ends_at on auth.session (ends_at);
grant select, insert, update, delete on auth.session to hamwe_app;
