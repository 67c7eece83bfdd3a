-- The day on which a commitment was closed, as a column: the brief asks what changed since a day, and
-- read every closed commitment whole for it. Old servers may run beside it: the column writes itself.
alter table partnership.commitment add column closed_on text
  generated always as (state ->> 'closedOn') stored;
comment on column partnership.commitment.closed_on is 'Local day on which both sides closed it';
create index commitment_closed on partnership.commitment (closed_on) where closed_on is not null;
create index commitment_side_reported on partnership.commitment_side (reported_on, commitment);
