-- Those who share a device without network say who they are with a PIN of their own: it is chosen here
-- and checked there by a slow hash. What was taken in an officer's name stays a claim of the device until
-- they have confirmed it, signed in. Servers of before may run beside it: they neither ask nor confirm.
create table counter.own_pin (
  officer uuid        primary key,
  salt    bytea       not null,
  hash    bytea       not null,
  rounds  integer     not null,
  set_at  timestamptz not null
);
comment on table counter.own_pin is 'PIN of each officer for devices without network, as PBKDF2-HMAC-SHA-256; the devices of their halls hold the same';
grant select, insert on counter.own_pin to hamwe_app;
grant update (salt, hash, rounds, set_at) on counter.own_pin to hamwe_app;

alter table counter.synced add column taken_confirmed boolean;
comment on column counter.synced.taken_confirmed is 'Whether taken_by says, signed in, that they took it; null while only the device says so';
grant update (taken_confirmed) on counter.synced to hamwe_app;
create index synced_claimed on counter.synced (taken_by) where taken_confirmed is null and kind = 'application';
