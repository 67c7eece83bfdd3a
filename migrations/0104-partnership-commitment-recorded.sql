-- The day on which a commitment was recorded: what is new is not yet without an update for long.
-- Old servers may run beside it: they leave the day empty, and such a commitment counts as old, as do
-- those from before until the next act on them writes their day.
alter table partnership.commitment add column recorded_on date;
comment on column partnership.commitment.recorded_on is 'Local day of its first event';
