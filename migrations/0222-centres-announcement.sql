-- Whoever runs the floor writes what all in the hall should read, and the boards show it. Servers of before may run
-- beside it: their boards do not show it.
create table centres.announcement (
  centre  text        primary key,
  words   jsonb       not null,
  until   timestamptz not null,
  officer uuid        not null,
  set_at  timestamptz not null
);
comment on table centres.announcement is 'What the boards of a hall say to everybody, until a time; one at a time';
comment on column centres.announcement.words is 'Language → text';
grant select, insert, delete on centres.announcement to hamwe_app;
grant update (words, until, officer, set_at) on centres.announcement to hamwe_app;
