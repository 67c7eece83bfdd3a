-- What came without network and fits nobody has one reason, whether the number is nobody's or another's.
-- Servers of before may run beside it: the reason that is written now is one of theirs.
update counter.synced set reason = 'offline.name-differs' where reason = 'offline.person-unknown';
