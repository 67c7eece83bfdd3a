-- Whoever runs the floor moves a waiting ticket, puts it first or cancels it, for a reason out of a list, so
-- that nothing about a person is written down. Each act is recorded with who did it. Servers of before may run
-- beside it: they do not call first what was put first.
alter table centres.ticket add column put_first boolean not null default false;
comment on column centres.ticket.put_first is 'Put first by whoever runs the floor; centres.moment says who and why';
grant update (put_first) on centres.ticket to hamwe_app;
create index ticket_put_first on centres.ticket (centre, day) where status = 'waiting' and put_first;

alter table centres.moment add column reason text constraint moment_reason
  check (reason in ('health', 'mistake', 'asked', 'gone', 'twice', 'other'));
comment on column centres.moment.reason is 'Why whoever runs the floor did it';
alter table centres.moment drop constraint moment_what;
alter table centres.moment add constraint moment_what check (what in ('taken', 'called', 'recalled', 'skipped',
  'started', 'finished', 'transferred', 'parked', 'resumed', 'left', 'closed', 'moved', 'prioritised', 'cancelled'));
