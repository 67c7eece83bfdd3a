-- The code of an appointment, told at the counter, opens the person's whole file as their ticket does. Servers of
-- before may run beside it: they read such a visit as one that is open.
alter table counter.visit drop constraint visit_access,
  add constraint visit_access check (access in ('ticket', 'code', 'reason', 'appointment'));
comment on column counter.visit.access is 'What opened the whole file: the person''s ticket, code or appointment, or a reason; null: only what was begun in the visit is shown';
