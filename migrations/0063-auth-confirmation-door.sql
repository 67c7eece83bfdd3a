-- Each door has its own budget of codes for a person, so that a program that asks too often shuts no
-- counter out. Servers of before may run beside it; their codes count for the counter.
alter table auth.confirmation add column door text not null default 'counter';
alter table auth.confirmation add constraint confirmation_door check (door in ('counter', 'program'));
comment on column auth.confirmation.door is 'Who asked for the code: somebody who serves in person, or a program';
comment on column auth.confirmation.code_hash is 'HMAC under a key that is not in the database';
