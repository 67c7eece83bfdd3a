-- Which version of each service is offered now, the same for every server: a new version goes live in
-- all of them when it is published, without a restart. Old servers may run beside it: they do not look
-- here and offer what their own folder says.
create table catalogue.offered (
  service    text        constraint offered_pk primary key,
  version    integer     not null,
  withdrawn  boolean     not null default false,
  changed_at timestamptz not null default now(),
  constraint offered_definition foreign key (service, version)
    references catalogue.definition (service, version)
);
comment on table catalogue.offered is
  'The current version of each service; a version never gives way to an older one';
comment on column catalogue.offered.withdrawn is
  'True where the service takes no new applications; those that are under way go on';
grant select, insert, update on catalogue.offered to hamwe_app;
