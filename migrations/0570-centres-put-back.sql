-- Whoever runs the floor puts a ticket back in the queue that was called in vain, or given up by mistake: its holder
-- stands there. Servers of before may run beside it: they write the other acts and reasons, and read none.
alter table centres.moment drop constraint moment_what,
  add constraint moment_what check (what in ('taken', 'called', 'recalled', 'skipped', 'started', 'finished',
    'transferred', 'parked', 'resumed', 'left', 'closed', 'moved', 'prioritised', 'cancelled', 'put-back')),
  drop constraint moment_reason,
  add constraint moment_reason check (reason in ('health', 'mistake', 'asked', 'gone', 'twice', 'other', 'matter',
    'sent-back', 'late'));
