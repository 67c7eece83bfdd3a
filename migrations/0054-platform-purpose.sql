-- A database says whether it belongs to a demonstration or to a government at work, once and for good:
-- a server started in the other mode by mistake signs no invented officer in and no real one out.
-- Servers of before may still run beside it; they do not read it.
create table platform.purpose (
  one_row boolean     primary key default true,
  purpose text        not null,
  since   timestamptz not null default now(),
  constraint purpose_once check (one_row),
  constraint purpose_known check (purpose in ('demonstration', 'production'))
);
comment on table platform.purpose is 'What this database is for, in one row that is written once; a server in the other mode refuses to start';
grant select on platform.purpose to hamwe_app;
