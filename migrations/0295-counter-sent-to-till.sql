-- Clients whom a counter sent to the cash desk of its hall: which ticket for which bill, and whether it is paid.
-- Servers of before may run beside it: they neither show nor write it.
create table counter.sent_to_till (
  ticket   uuid        not null,
  bill     uuid        not null,
  case_id  uuid        not null,
  visit    uuid        not null references counter.visit (id),
  operator uuid        not null,
  centre   text        not null,
  counter  text        not null,
  sent_at  timestamptz not null,
  paid_at  timestamptz,
  constraint sent_to_till_pk primary key (ticket, bill)
);
comment on table counter.sent_to_till is 'Clients sent from a counter to the cash desk: the ticket, the bill, and when it was paid';
create index sent_to_till_of_bill on counter.sent_to_till (bill);
grant select, insert on counter.sent_to_till to hamwe_app;
grant update (visit, operator, centre, counter, sent_at, paid_at) on counter.sent_to_till to hamwe_app;
