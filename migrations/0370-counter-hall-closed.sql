-- A ticket that was taken while its hall was closed: when tickets were to be had again was not kept,
-- and a place in the words for it stayed empty. Servers of before may run beside it.
update counter.synced set reason = 'offline.hall-closed'
where kind = 'ticket' and reason in ('centre.closed', 'centre.closed-for-long');
