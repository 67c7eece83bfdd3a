-- Lists of commitments by an index: their order is a column, and an index alone tells which of them
-- come on a page and how many there are. Servers of before may run beside it: they write no such column.
alter table partnership.commitment add column place smallint not null
  generated always as (case phase when 'proposed' then 0 when 'agreed' then 1
    when 'closed' then 2 else 3 end) stored;
comment on column partnership.commitment.place is 'Order of its phase in lists; 3 is dropped';
drop index partnership.commitment_deadline;
create index commitment_order on partnership.commitment (place, deadline, id)
  include (public_from, group_id, instrument, waits_for);
create index commitment_side_state on partnership.commitment_side (commitment, side)
  include (owner, status, reported_on, due, unanswered);
