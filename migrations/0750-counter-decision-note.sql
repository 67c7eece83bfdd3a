-- Whoever runs the floor says why they find the refusal of a card right or wrong. Servers of before
-- may run beside it: they keep no reason.

alter table counter.card_check add column review_note text;

grant update (review_note) on counter.card_check to hamwe_app;

comment on column counter.card_check.review_note is 'Why the floor manager found the refusal of the card right or wrong';
