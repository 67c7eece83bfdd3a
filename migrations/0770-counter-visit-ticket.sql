-- Each page of a visit of several people asks whose files were open with its ticket; without an
-- index that read all visits. Servers of before may run beside it.
create index visit_of_ticket on counter.visit (ticket) where ticket is not null;
