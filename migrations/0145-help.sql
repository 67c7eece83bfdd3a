-- People who ask to be called back, and reports of what is wrong with a page. Servers of before may run
-- beside it: they do not know it.
create schema help;
comment on schema help is 'What people ask of the help desk; swept at night';
grant usage on schema help to hamwe_app;

create table help.call_back (
  id       uuid        primary key,
  asked_at timestamptz not null,
  phone    text,
  part     text        not null,
  about    text        not null,
  lang     text        not null,
  page     text,
  tries    integer     not null default 0,
  outcome  text,
  note     text,
  officer  uuid,
  ended_at timestamptz,
  constraint call_back_part check (part in ('morning', 'afternoon')),
  constraint call_back_outcome
    check (outcome in ('helped', 'passed-on', 'wrong-number', 'no-answer')),
  constraint call_back_open_has_phone check (ended_at is not null or phone is not null)
);
comment on column help.call_back.phone is 'E.164; erased some time after the call';
comment on column help.call_back.about is 'Id of a service, or of a topic of the help page';
comment on column help.call_back.page is 'Path of the page it was asked on, without what names a person';
create unique index one_open_call_back on help.call_back (phone) where ended_at is null;
create index call_back_open on help.call_back (asked_at) where ended_at is null;
create index call_back_ended on help.call_back (ended_at) where ended_at is not null;
grant select, insert, delete on help.call_back to hamwe_app;
grant update (phone, tries, outcome, note, officer, ended_at) on help.call_back to hamwe_app;

create table help.report (
  id       uuid        primary key,
  at       timestamptz not null,
  page     text        not null,
  words    text        not null,
  lang     text        not null,
  note     text,
  officer  uuid,
  ended_at timestamptz
);
comment on table help.report is 'What somebody found wrong with a page, in their words';
create index report_open on help.report (at) where ended_at is null;
create index report_at on help.report (at);
grant select, insert, delete on help.report to hamwe_app;
grant update (note, officer, ended_at) on help.report to hamwe_app;
