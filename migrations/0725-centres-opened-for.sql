-- A counter that whoever runs the floor opens for a letter which nobody calls serves that letter first for a while.
-- Servers of before may run beside it: they open counters for no letter, and call there as the policy weighs.
alter table centres.seat add column opened_for text;
comment on column centres.seat.opened_for is
  'The topic that is called first here, until another one waits longest';
grant update (opened_for) on centres.seat to hamwe_app;
