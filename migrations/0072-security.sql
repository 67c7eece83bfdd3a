-- Who signed in, who was refused what, which codes were wrong, which devices, keys, programs and officers
-- changed. Until now a sign-in left no trace once its session was swept. Servers of before may run beside it.
create schema security;
comment on schema security is 'Security events, append-only';
grant usage on schema security to hamwe_app;

create table security.event (
  id    uuid        primary key,
  at    timestamptz not null,
  kind  text        not null,
  actor text,
  about text,
  facts jsonb       not null,
  times integer     not null,
  constraint event_times check (times > 0)
);
comment on table security.event is 'What a security officer looks for, by ids only; rows are added and never changed';
comment on column security.event.times is 'How often the same happened within a moment: a flood is one row';
create index event_of_kind on security.event (kind, id desc);
create index event_of_actor on security.event (actor, id desc) where actor is not null;
grant select, insert on security.event to hamwe_app;
