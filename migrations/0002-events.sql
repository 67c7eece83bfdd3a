-- Events: the history of everything whose history is the product. The app may add and read, never change.
create schema events;
grant usage on schema events to hamwe_app;

create table events.event (
  stream  text        not null,
  version integer     not null constraint event_version_positive check (version > 0),
  type    text        not null,
  data    jsonb       not null,
  at      timestamptz not null,
  actor   text        not null,
  command text        not null,
  constraint event_pk primary key (stream, version)
);
comment on table events.event is
  'One line of history. (stream, version) is the lock: two writers of the same version cannot both win. No personal data: ids only.';
comment on column events.event.command is 'Key of the intended act; the same key again in a stream is the same act, already done.';
comment on column events.event.actor is 'person:<id>, officer:<id> or system: who did it, by id only.';

grant select, insert on events.event to hamwe_app;
