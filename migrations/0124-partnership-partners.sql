-- The register is exchanged with several governments: a partner is a row, and positions, bundles
-- and what waits to be sent belong to one. Rows from before have the partner '' until the next
-- start gives them its name. Old servers may not run beside it: they do not say which partner they mean.
create table partnership.partner (
  side          text primary key,
  name          jsonb not null,
  fingerprint   text  not null,
  address       text,
  introduced_at timestamptz,
  trusted_on    date,
  withdrawn_on  date
);
comment on table partnership.partner is
  'Other governments whose registers are known, as the events of the exchange tell it';
comment on column partnership.partner.address is
  'Where bundles are sent by themselves; null: they travel as files';
drop table partnership.link;

create table partnership.outbox (
  partner text   not null,
  number  bigint not null,
  constraint outbox_pk primary key (partner, number)
);
comment on table partnership.outbox is
  'Statements of ours that no bundle has carried to a partner whom they concern';
insert into partnership.outbox (partner, number)
  select '', number from partnership.statement where bundle is null;
drop index partnership.statement_unsent;
comment on column partnership.statement.bundle is
  'The bundle that brought it; null or of no meaning for our own';

alter table partnership.position add column partner text not null default '';
alter table partnership.position alter column partner drop default;
alter table partnership.position drop constraint position_pk;
alter table partnership.position add constraint position_pk primary key (partner, subject, slot);
create index position_subject on partnership.position (subject);
create index position_refused on partnership.position (partner, theirs) where refusal is not null;

alter table partnership.bundle add column partner text not null default '';
alter table partnership.bundle alter column partner drop default;
alter table partnership.bundle drop constraint bundle_pk;
alter table partnership.bundle
  add constraint bundle_pk primary key (partner, direction, sequence);

grant select, insert, update on partnership.partner to hamwe_app;
grant select, insert, update, delete on partnership.outbox to hamwe_app;
-- The next start gives rows from before the name of their partner.
grant update (partner) on partnership.bundle to hamwe_app;
