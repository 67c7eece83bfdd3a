-- How far each treaty has come, as the register of the partnership says it: rules of services read it
-- in every running server, without a restart. What is not here is as the file of the government says.
-- Old servers may run beside it: they do not look here.
create table catalogue.treaty (
  id          text        primary key,
  signed_on   date,
  in_force_on date,
  ends_on     date,
  changed_at  timestamptz not null
);
comment on table catalogue.treaty is 'Days of treaties as the register of the partnership computes them';
comment on column catalogue.treaty.in_force_on is 'The first day on which it binds every party; null while it does not';
comment on column catalogue.treaty.ends_on is 'The first day on which it no longer binds; null where it holds until further notice';
grant select, insert, update on catalogue.treaty to hamwe_app;
