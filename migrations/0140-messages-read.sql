-- Until when a person has read what was sent to them, so that their page can count what is new. Old servers may run
-- beside it: they neither write nor read it.
create table messages.read (
  person_id uuid primary key,
  until     timestamptz not null
);
comment on table messages.read is 'Until when a person has opened the list of what was sent to them.';
grant select, insert, update on messages.read to hamwe_app;
