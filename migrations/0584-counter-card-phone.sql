-- A telephone number is added later to an account that a counter made: it was confirmed by a code, and a second officer
-- reads the card. Servers of before may run beside it: they confirm such a card and leave the number out.
alter table counter.card_check add column phone text;
comment on column counter.card_check.phone is 'The telephone number that the account gets once the card is confirmed';
