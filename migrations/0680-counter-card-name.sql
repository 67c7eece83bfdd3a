-- A card in another name than the account: the second officer types the name too, without seeing what the first one typed, and what
-- both read stays noted on the check until the account has that name. Servers of before may run beside it: they write no name.
alter table counter.card_check add column card_name text;
comment on column counter.card_check.card_name is 'The name that two officers read on the card, where it is not the account''s; empty once it was erased';
grant update (card_name) on counter.card_check to hamwe_app;
