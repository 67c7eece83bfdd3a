-- Where a caller could guess, tries are counted for all processes together: else each further process
-- gives as many tries again. Servers of before may run beside it; they count for themselves.
create schema http;
comment on schema http is 'The web server''s ground: how often a caller has tried what could be guessed';
grant usage on schema http to hamwe_app;

-- Unlogged: after a crash everybody begins anew, and no try waits for the disk.
create unlogged table http.attempt (
  what   text        not null,
  caller bytea       not null,
  minute timestamptz not null,
  tries  integer     not null,
  primary key (what, caller)
);
comment on table http.attempt is 'Tries of one caller in the minute in which they tried last; swept at night';
comment on column http.attempt.caller is 'HMAC of the address or the account: who called cannot be read here';
grant select, insert, update, delete on http.attempt to hamwe_app;
