-- Secret addresses under which a calendar program reads deadlines. Servers of before may run beside
-- it: they do not know it.
create table partnership.calendar_feed (
  id         uuid        primary key,
  secret     bytea       not null unique,
  officer    uuid        not null,
  side       text,
  group_id   text,
  post       text,
  lang       text        not null,
  created_at timestamptz not null,
  revoked_at timestamptz
);
comment on table partnership.calendar_feed is
  'Addresses of calendars by a hash of their secret; a revoked one gives nothing any more';
create index calendar_feed_officer on partnership.calendar_feed (officer, created_at);
grant select, insert, update on partnership.calendar_feed to hamwe_app;
