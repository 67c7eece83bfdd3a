-- Whoever has a telephone that is not with them: a second officer reads their card, and the file is open in that visit for the
-- reason that the first one gave. Servers of before may run beside it: they ask for no such check, and confirm one without opening.
alter table counter.card_check add column opens text;
comment on column counter.card_check.opens is 'The reason for which the file is opened with this check, where the person''s telephone is not with them';
grant update (opens) on counter.card_check to hamwe_app;

alter table counter.visit drop constraint visit_access,
  add constraint visit_access
    check (access in ('ticket', 'code', 'reason', 'appointment', 'registered', 'second')),
  drop constraint visit_reason,
  add constraint visit_reason
    check ((access is not null and access in ('reason', 'second')) = (reason is not null));
comment on column counter.visit.access is 'What opened the whole file: the person''s ticket, code or appointment, a reason, a card that a second officer read, or that the account was made in this visit; null: only what was begun in the visit is shown';
