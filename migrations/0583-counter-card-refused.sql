-- A second officer who reads a card may refuse it: its photo is of somebody else, or it is not accepted for another
-- reason. A third officer looks into each. Servers of before may run beside it: they know no such outcome, and go on
-- as with a check that is over.
alter table counter.card_check
  drop constraint card_check_outcome,
  add constraint card_check_outcome
    check (outcome in ('confirmed', 'alone', 'differs', 'replaced', 'photo', 'not-accepted')),
  add column note text,
  add constraint card_check_note check ((outcome is not distinct from 'not-accepted') = (note is not null)),
  add constraint card_check_refused_by check (outcome not in ('photo', 'not-accepted') or settled_by <> operator);
comment on column counter.card_check.note is 'Why a second officer refused the card';
grant update (note) on counter.card_check to hamwe_app;
