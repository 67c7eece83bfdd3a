-- Operators ask all questions of a form on one page, and may choose one page at a time; the choice
-- is theirs at whichever counter they sit. Servers of before may run beside it: they ask a page at a
-- time.
create table counter.form_preference (
  operator uuid        primary key,
  whole    boolean     not null,
  at       timestamptz not null
);
comment on table counter.form_preference is
  'How an operator asks the questions of a form: all on one page, or a page at a time; without a row on one page';
grant select, insert, update on counter.form_preference to hamwe_app;
