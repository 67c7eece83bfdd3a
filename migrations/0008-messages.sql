-- What the platform tells people by SMS and e-mail: one row for each message and channel, written
-- before it is sent, so that none is forgotten and none is sent twice.

create schema messages;
comment on schema messages is 'What people are told, by SMS and e-mail';
grant usage on schema messages to hamwe_app;

create table messages.outbox (
  id        text        not null,
  channel   text        not null,
  person_id uuid        not null,
  case_id   uuid,
  lang      text        not null,
  template  text        not null,
  recipient text        not null,
  subject   text,
  body      text        not null,
  encoding  text,
  segments  integer,
  state     text        not null,
  tries     integer     not null default 0,
  queued_at timestamptz not null,
  ended_at  timestamptz,
  constraint outbox_pk primary key (id, channel),
  constraint outbox_channel check (channel in ('sms', 'email')),
  constraint outbox_state check (state in ('queued', 'sent', 'failed')),
  constraint outbox_encoding check (encoding in ('GSM-7', 'UCS-2')),
  constraint outbox_sms_counted check ((channel = 'sms') = (segments is not null and encoding is not null)),
  constraint outbox_email_subject check ((channel = 'email') = (subject is not null)),
  constraint outbox_ended check ((state = 'queued') = (ended_at is null))
);
comment on table messages.outbox is 'Every message in the words in which it goes out; (id, channel) keeps it from being written twice';
comment on column messages.outbox.id is 'Key of the occasion, chosen by who sends: the same occasion is one message';
comment on column messages.outbox.recipient is 'Telephone number or e-mail address: personal data, in no event and in no job';
comment on column messages.outbox.segments is 'Parts that an operator charges for (3GPP TS 23.038, 23.040)';
create index outbox_of_person on messages.outbox (person_id, queued_at desc);
create index outbox_newest on messages.outbox (queued_at desc);
grant select, insert, update on messages.outbox to hamwe_app;
