-- What the services of a government refer to (authorities, lists, centres, treaties, journeys), as it
-- was published: it becomes live in every running server. Old servers may run beside it: they go on
-- with the files of their folder.
create table catalogue.government (
  number       bigint      generated always as identity primary key,
  code         text        not null,
  sha256       text        not null,
  files        jsonb       not null,
  published_at timestamptz not null
);
comment on table catalogue.government is 'Every publication of the files of a government, by name; the one with the highest number is in force.';
create index government_of_code on catalogue.government (code, number desc);
grant select, insert on catalogue.government to hamwe_app;
