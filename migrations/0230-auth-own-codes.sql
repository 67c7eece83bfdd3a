-- Who gives another address for an application confirms it with a code that was sent there; and a person chooses the
-- language in which they are told, whatever the one in which they applied. Servers of before may run beside it: they ask
-- for no such code, and write in the language of the application.
alter table auth.confirmation drop constraint confirmation_door;
alter table auth.confirmation add constraint confirmation_door check (door in ('counter', 'program', 'self'));
comment on column auth.confirmation.door is 'Who asked for the code: somebody who serves in person, a program, or the person, to confirm an address of theirs';
alter table auth.person add column told_in text;
comment on column auth.person.told_in is 'Language in which the person wants to be told; null for the one in which they applied';
