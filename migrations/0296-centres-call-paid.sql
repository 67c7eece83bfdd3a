-- One more reason for a call: the client has paid at the cash desk and comes back to the counter.
-- Servers of before may run beside it: they neither write this reason nor fail on it.
alter table centres.ticket
  drop constraint ticket_called_why,
  add constraint ticket_called_why check (called_why in
    ('reserved', 'only', 'limit', 'longest', 'priority', 'appointment', 'short', 'weighed', 'paid'));
