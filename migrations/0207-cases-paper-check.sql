-- Officers tick the papers of a file as they check them, and the second officer sees which, by whom
-- and when. A tick that is taken back is another row: what a colleague relied on stays readable.
-- Servers of before may run beside it: they show no ticks, and the night in which one of them erases
-- a file leaves its ticks to the next erasure that is run.
create table cases.paper_check (
  file_id uuid        not null,
  officer text        not null,
  at      timestamptz not null,
  case_id uuid        not null,
  checked boolean     not null,
  constraint paper_check_pk primary key (file_id, officer, at)
);
comment on table cases.paper_check is
  'Papers of an application that an officer ticked as checked, or unticked; the last row of each counts';
create index paper_check_of_case on cases.paper_check (case_id);
grant select, insert, delete on cases.paper_check to hamwe_app;
