-- A file that was looked up with a card in another name than the account's serves nobody until a second officer
-- has read the card; and an account that was made in a visit is open in it: the card was read then.
-- Servers of before may run beside it: they neither write nor read a card in another name.
alter table counter.visit
  add column other_card text,
  add column other_card_settled_at timestamptz,
  add constraint visit_other_card
    check (other_card in ('national-id', 'passport', 'birth-certificate', 'other')),
  add constraint visit_other_card_settled
    check (other_card_settled_at is null or other_card is not null);
comment on column counter.visit.other_card is 'The card by which the account was looked up, where it is in another name; nothing is begun until it is settled';
grant update (other_card_settled_at) on counter.visit to hamwe_app;

alter table counter.visit drop constraint visit_access,
  add constraint visit_access
    check (access in ('ticket', 'code', 'reason', 'appointment', 'registered'));
comment on column counter.visit.access is 'What opened the whole file: the person''s ticket, code or appointment, a reason, or that the account was made in this visit; null: only what was begun in the visit is shown';
create index visit_other_card_open on counter.visit (person, centre) where other_card is not null;
