-- Every read of what is a person's by somebody who serves is written down, also where no file is opened:
-- what waits to be settled, and where a team goes. The person sees it beside the visits.
create table counter.look (
  officer uuid        not null,
  person  uuid        not null,
  centre  text        not null,
  what    text        not null,
  at      timestamptz not null,
  constraint look_what check (what in ('taken-offline', 'address'))
);
comment on table counter.look is 'Who of those who serve was shown something of a person without opening his file, what, for which centre and when';
create index look_of_person on counter.look (person, at);
grant select, insert on counter.look to hamwe_app;
-- Shown are those of one centre, and those of whoever asks.
drop index counter.synced_open;
create index synced_open on counter.synced (device, taken_at) where state = 'conflict';
