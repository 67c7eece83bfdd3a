-- What happens to the work of officers and what they were told of it: the bell on their pages, and
-- e-mail for whoever chose it. Servers of before may run beside it: they write no notification and
-- leave the jobs of new ones to new ones, which try again.
create schema notifications;
comment on schema notifications is 'What officers are told about their work; swept at night';
grant usage on schema notifications to hamwe_app;

create table notifications.notification (
  id        text        not null,
  officer   uuid        not null,
  kind      text        not null,
  case_id   uuid,
  reference text,
  service   text,
  by        text,
  counts    jsonb,
  at        timestamptz not null,
  read_at   timestamptz,
  constraint notification_pkey primary key (officer, id)
);
comment on table notifications.notification is
  'One thing that one officer was told: no words and nobody''s name, only what it is about';
comment on column notifications.notification.id is 'The occasion: the same one is told once';
comment on column notifications.notification.by is 'Id of the officer who did it; null: nobody did';
comment on column notifications.notification.counts is 'How many of each kind, in a morning list';
create index notification_unread on notifications.notification (officer) where read_at is null;
create index notification_latest on notifications.notification (officer, at desc, id);
create index notification_of_case on notifications.notification (case_id);
create index notification_old on notifications.notification (at);
grant select, insert, delete on notifications.notification to hamwe_app;
grant update (read_at) on notifications.notification to hamwe_app;

create table notifications.preference (
  officer uuid        primary key,
  email   boolean     not null,
  lang    text        not null,
  at      timestamptz not null
);
comment on table notifications.preference is
  'Whether an officer also gets e-mail, and in which language; without a row they do not';
grant select, insert, update on notifications.preference to hamwe_app;
