-- Screens that stand in a hall for everybody. Each is known by itself, so that one that was stolen or
-- carried away can be shut out alone; until now only the end of its half year did that.
create table centres.device (
  id         uuid        primary key,
  centre     text        not null,
  kind       text        not null,
  printer    boolean     not null,
  name       text        not null,
  given_by   uuid,
  given_at   timestamptz not null,
  seen_at    timestamptz not null,
  revoked_at timestamptz,
  constraint device_kind check (kind in ('kiosk', 'board')),
  constraint device_name_length check (length(name) <= 60)
);
comment on table centres.device is 'Browsers that a floor manager has made screens of a hall: kiosks and boards';
comment on column centres.device.given_by is 'The officer who made it one; none where a demonstration lent it';
comment on column centres.device.seen_at is 'When it last asked for a page, written at most every quarter of an hour';
create index device_of_centre on centres.device (centre, given_at) where revoked_at is null;
grant select, insert on centres.device to hamwe_app;
grant update (seen_at, revoked_at) on centres.device to hamwe_app;
