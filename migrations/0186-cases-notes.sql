-- What officers write to each other about an application. A note is never changed, and goes only with
-- the file. Servers of before may run beside it: they show no notes, and the night in which one of
-- them erases a file leaves its notes to the next erasure that is run.
create table cases.note (
  id      uuid primary key,
  case_id uuid        not null,
  author  text        not null,
  text    text        not null check (length(text) between 1 and 4000),
  at      timestamptz not null
);
comment on table cases.note is
  'Words of officers to each other about an application: never shown to the applicant, erased with the file';
create index note_of_case on cases.note (case_id, at);
grant select, insert, delete on cases.note to hamwe_app;
