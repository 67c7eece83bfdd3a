-- What was taken without network is sent only with the person's yes by code, or, where they have no
-- telephone, once a second officer has approved it for a reason; some of that is looked into. A ticket
-- cannot choose when it was taken: the time is kept within what the device had not delivered yet, and
-- what the device said stays beside it. Old servers may run beside it, but they still send at once.
alter table counter.device add column delivered_until timestamptz;
comment on column counter.device.delivered_until is 'All that was taken on it before this has arrived: a ticket is not older';
grant update (delivered_until) on counter.device to hamwe_app;

alter table counter.synced add column said_at timestamptz;
comment on column counter.synced.said_at is 'When it was taken by the device itself, where that was put right';

create table counter.approval (
  item        uuid        not null references counter.synced,
  officer     uuid        not null,
  person      uuid        not null,
  centre      text        not null,
  reason      text        not null,
  at          timestamptz not null,
  drawn       boolean     not null,
  reviewer    uuid,
  reviewed_at timestamptz,
  finding     text,
  constraint approval_pk primary key (item),
  constraint approval_done check (num_nonnulls(reviewer, reviewed_at, finding) in (0, 3)),
  constraint approval_finding check (finding in ('in-order', 'not-in-order'))
);
comment on table counter.approval is 'An application that was taken without network of somebody without a telephone, sent by a second officer for a reason; the person sees it, and drawn ones are looked into';
create index approval_of_person on counter.approval (person, at);
create index approval_open on counter.approval (at) where drawn and reviewed_at is null;
grant select, insert, update (reviewer, reviewed_at, finding) on counter.approval to hamwe_app;
