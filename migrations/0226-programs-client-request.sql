-- A program that is to get a right that decides waits for a second administrator. Old servers may
-- run beside it: they do not look.
create table programs.client_request (
  client   text        primary key,
  record   jsonb       not null,
  asked_by text        not null,
  asked_at timestamptz not null
);
comment on table programs.client_request is 'Programs that wait for a second administrator, as they are to be registered; public keys only.';
grant select, insert, update, delete on programs.client_request to hamwe_app;
