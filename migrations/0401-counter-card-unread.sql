-- For a while a second officer who sent what was taken without network counted as one who had read the
-- card. They had read none (docs/decisions/0027), so no page says so any more; the level that the account
-- got then stays. Servers of before may run beside it: they read the same rows.
update counter.card_check set outcome = 'replaced'
where item is not null and outcome = 'confirmed';
