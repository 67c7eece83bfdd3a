-- An authority may have offices, and an officer may work in some of them only.
alter table auth.officer add column offices text[] not null default '{}';
comment on column auth.officer.offices is 'Offices of the authority, by their codes; none: the officer belongs to all of them';
