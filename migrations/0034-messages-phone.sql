-- SMS both ways: answers to telephones that are nobody's we know, numbers that want no more SMS, and
-- what the carrier reports of a message that it took.

alter table messages.outbox alter column person_id drop not null;
alter table messages.outbox
  add column carrier_ref text,
  add column arrived boolean,
  add column reported_at timestamptz,
  add constraint outbox_reported check ((arrived is null) = (reported_at is null));
comment on column messages.outbox.person_id is 'Null for an answer to a telephone that is nobody''s we know';
comment on column messages.outbox.carrier_ref is 'Name under which the carrier took it; its report of delivery names it';
comment on column messages.outbox.arrived is 'What the carrier reported: on the telephone, or never to be';
create index outbox_carried on messages.outbox (carrier_ref) where carrier_ref is not null;

create table messages.stopped (
  phone text        not null,
  since timestamptz not null,
  constraint stopped_pk primary key (phone)
);
comment on table messages.stopped is 'Numbers (E.164) whose holder wrote STOP: no SMS but what the law or he himself asks for';
grant select, insert, delete on messages.stopped to hamwe_app;
