-- A certificate that was never printed at a counter is not handed over without a question. Servers of before may run beside it:
-- they print without writing it down, and the question is then asked once more than needed.
create table counter.paper_print (
  id       uuid        primary key,
  visit    uuid        not null references counter.visit (id),
  case_id  uuid        not null,
  paper    uuid        not null,
  lang     text        not null,
  operator uuid        not null,
  at       timestamptz not null
);
comment on table counter.paper_print is 'Which paper was opened to be printed at a counter or before an agent, in which language';
create index paper_print_of_paper on counter.paper_print (paper);
grant select, insert on counter.paper_print to hamwe_app;
