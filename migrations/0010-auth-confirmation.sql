-- Codes by which a person says yes to what somebody else does for him (operator, agent, program).
create table auth.confirmation (
  id           uuid primary key,
  person       uuid        not null references auth.person (id),
  purpose      text        not null,
  code_hash    bytea       not null,
  tries        integer     not null default 0,
  asked_at     timestamptz not null,
  open_until   timestamptz not null,
  confirmed_at timestamptz,
  constraint confirmation_hash_length check (length(code_hash) = 32)
);
comment on table auth.confirmation is 'One code for one act for one person, ten minutes long, five tries; the code itself is not kept';
create index confirmation_of_person on auth.confirmation (person, open_until);
grant select, insert on auth.confirmation to hamwe_app;
grant update (tries, confirmed_at) on auth.confirmation to hamwe_app;

create index person_national_id on auth.person (national_id) where national_id is not null;
create index person_phone on auth.person (phone) where phone is not null;
