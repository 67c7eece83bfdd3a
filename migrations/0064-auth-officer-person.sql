-- Nobody decides on their own application: an officer's national number says who they are as a person.
-- Servers of before may run beside it; they do not look.
alter table auth.officer add column national_id text;
comment on column auth.officer.national_id is 'Who they are as a person: kept from their own applications; null where it is not known';
