-- An e-mail that a mail server took and that came back (RFC 3464): why and when, on the message;
-- addresses that do not exist any more are not written to until their person confirms them again.
-- What is not sent for that reason stays in the list that its person reads. Servers of before may
-- run beside it: they go on sending to such addresses.
alter table messages.outbox add column returned_status text, add column returned_at timestamptz;
alter table messages.outbox add constraint outbox_returned
  check ((returned_status is null) = (returned_at is null));
comment on column messages.outbox.returned_status is 'Enhanced status (RFC 3463) with which it came back';
alter table messages.outbox drop constraint outbox_state;
alter table messages.outbox add constraint outbox_state
  check (state in ('queued', 'sent', 'failed', 'given-up', 'not-sent'));
create index outbox_returned_newest on messages.outbox (returned_at desc)
  where returned_at is not null;

create table messages.unreachable (
  address text        not null,
  since   timestamptz not null,
  status  text        not null,
  constraint unreachable_pk primary key (address)
);
comment on table messages.unreachable is 'E-mail addresses, lower case, that their mail server says do not exist';
grant select, insert, delete on messages.unreachable to hamwe_app;
grant update (returned_status, returned_at) on messages.outbox to hamwe_app;
