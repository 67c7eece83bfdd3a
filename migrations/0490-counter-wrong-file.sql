-- A file that was opened by mistake is closed as that, and the ticket stays with the operator.
-- Servers of before may run beside it: they do not read why a file was closed.
alter table counter.visit drop constraint visit_why,
  add constraint visit_why
    check (closed_why in ('done', 'idle', 'parked', 'transferred', 'wrong-file'));
