-- Sessions, pilots, risks and indicators of the partnership are kept as events; this table is what
-- pages read of them. Servers of before may run beside it: they do not know it.
create table partnership.snapshot (
  kind       text        not null,
  id         text        not null,
  state      jsonb       not null,
  version    int         not null,
  changed_at timestamptz not null,
  constraint snapshot_pk primary key (kind, id)
);
comment on table partnership.snapshot is
  'Each session, pilot, risk and indicator as its events tell it';
grant select, insert, update on partnership.snapshot to hamwe_app;
