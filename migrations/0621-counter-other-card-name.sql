-- The name that was typed from a card in another name than the account's, so that a slip of the keys is seen; and a card of which
-- nobody has said what it is, is not called a national identity card. Servers of before may run beside it: they write no name.
alter table counter.visit
  add column other_card_name text,
  add constraint visit_other_card_name check (other_card_name is null or other_card is not null);
comment on column counter.visit.other_card_name is 'The name as it was typed from the card in another name; empty once that is settled, or the file was the wrong one';
grant update (other_card_name) on counter.visit to hamwe_app;

alter table counter.card_check drop constraint card_check_card,
  add constraint card_check_card check (card in ('national-id', 'passport', 'other'));
