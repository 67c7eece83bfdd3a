-- Whoever is unknown where there is no network is accepted on delivery: who saw the card writes the
-- account down from what the device took, and the second officer who sends it stands for the second
-- reading (docs/decisions/0013, 0027). Servers of before may run beside it: they see such checks as
-- any other.
alter table counter.card_check
  alter column visit drop not null,
  alter column counter drop not null,
  add column item uuid references counter.synced,
  add constraint card_check_where check (num_nonnulls(visit, item) = 1),
  add constraint card_check_counter check (visit is null or counter is not null);
comment on column counter.card_check.item is 'What was taken without network, by which the card was seen';
create index card_check_of_item on counter.card_check (item) where item is not null;
