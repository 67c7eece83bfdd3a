-- Opening a file by the number on a card shows only what is begun in that visit. The rest is seen once
-- the person has opened it (by a code, or a ticket that they took themselves), or, where they have no
-- telephone, for a reason that they and a second officer read. Look-ups are counted, and many alarm.
-- Servers of before may run beside it: their visits have no such opening and show less here.
alter table counter.visit
  add column access text,
  add column access_at timestamptz,
  add column reason text,
  add constraint visit_access check (access in ('ticket', 'code', 'reason')),
  add constraint visit_access_at check ((access is null) = (access_at is null)),
  add constraint visit_reason check ((access is not distinct from 'reason') = (reason is not null));
comment on column counter.visit.access is 'What opened the whole file: the person''s ticket or code, or a reason; null: only what was begun in the visit is shown';
grant update (access, access_at, reason) on counter.visit to hamwe_app;

create table counter.begun (
  visit uuid not null references counter.visit,
  draft uuid not null,
  constraint begun_pk primary key (visit, draft)
);
comment on table counter.begun is 'Drafts begun in a visit: what it shows also of a file that is not open';
grant select, insert on counter.begun to hamwe_app;

create table counter.lookup (
  id       uuid        primary key,
  operator uuid        not null,
  centre   text,
  at       timestamptz not null
);
comment on table counter.lookup is 'A number was looked up with no ticket in hand, or nobody had it';
comment on column counter.lookup.centre is 'Null for an agent';
create index lookup_of_operator on counter.lookup (operator, at);
grant select, insert, delete on counter.lookup to hamwe_app;

create table counter.alarm (
  id       uuid        primary key,
  operator uuid        not null,
  centre   text,
  at       timestamptz not null,
  seen_by  uuid,
  seen_at  timestamptz,
  constraint alarm_seen check ((seen_by is null) = (seen_at is null))
);
comment on table counter.alarm is 'So many look-ups in an hour that whoever runs the floor should ask why';
create unique index alarm_open on counter.alarm (operator) where seen_at is null;
grant select, insert on counter.alarm to hamwe_app;
grant update (seen_by, seen_at) on counter.alarm to hamwe_app;

create table counter.review (
  visit       uuid        primary key references counter.visit,
  due_at      timestamptz not null,
  reviewer    uuid,
  reviewed_at timestamptz,
  finding     text,
  constraint review_finding check (finding in ('in-order', 'not-in-order')),
  constraint review_done check (num_nonnulls(reviewer, reviewed_at, finding) in (0, 3))
);
comment on table counter.review is 'A file opened for a reason, drawn for a second officer to look into';
create index review_open on counter.review (due_at) where reviewed_at is null;
grant select, insert on counter.review to hamwe_app;
grant update (reviewer, reviewed_at, finding) on counter.review to hamwe_app;

alter table counter.consent drop constraint consent_kind,
  add constraint consent_kind check (kind in ('draft', 'case', 'open'));

alter table counter.look drop constraint look_what,
  add constraint look_what check (what in ('taken-offline', 'address', 'review'));
