-- Why a ticket was called before others is told to the operator and to whoever runs the floor, so it is kept
-- with the call. Servers of before may run beside it: what they call has no reason.
alter table centres.ticket add column called_why text constraint ticket_called_why
  check (called_why in ('reserved', 'only', 'limit', 'longest', 'priority', 'appointment', 'short', 'weighed'));
comment on column centres.ticket.called_why is 'Why the policy called it and not another, at its last call';
grant update (called_why) on centres.ticket to hamwe_app;
