-- A sign-in is finished once, whoever else holds a copy of its cookie; and since when a number is
-- somebody's, so that of two people who had it one after the other the later is meant.
-- Servers of before may run beside it: they know of neither.
create table auth.used_login (
  state_hash bytea       primary key,
  open_until timestamptz not null,
  constraint used_login_hash_length check (length(state_hash) = 32)
);
comment on table auth.used_login is 'Sign-ins that were finished, until they could not be finished anyway';
create index used_login_open_until on auth.used_login (open_until);
grant select, insert, delete on auth.used_login to hamwe_app;

alter table auth.person add column phone_since timestamptz;
comment on column auth.person.phone_since is 'When the issuer first vouched for this number in this account; null where it is older than the column';
