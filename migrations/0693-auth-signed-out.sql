-- Whoever signs out is not there any more: the floor of a hall says so, and nobody is called to a card who has left. Servers of
-- before may run beside it: they write no sign-out, and an officer with an open session counts as there whatever stands here.
create table auth.signed_out (
  officer uuid primary key references auth.officer (id),
  at timestamptz not null
);
comment on table auth.signed_out is 'Officers who signed out and have not signed in again; no row: they never signed out, or their session ran out';
grant select, insert, update, delete on auth.signed_out to hamwe_app;
