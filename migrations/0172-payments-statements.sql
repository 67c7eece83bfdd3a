-- A provider's statement is compared with our books, and cash is taken at a till that is counted at the end of the day.
-- Servers of before may run beside it: they write no paid_at, so that their payments are compared by the day of the bill.

alter table payments.attempt
  add column paid_at timestamptz,
  add column till    uuid;
comment on column payments.attempt.paid_at is 'When we heard that the money had come';
comment on column payments.attempt.till is 'The till that took it, of cash';
create index attempt_paid on payments.attempt (provider, paid_at) where status = 'paid';

alter table payments.refund add column by_hand boolean not null default false;
comment on column payments.refund.by_hand is 'Transferred by the treasury itself: no line of the provider is looked for';

create table payments.statement_day (
  provider text        not null,
  day      date        not null,
  taken_at timestamptz not null,
  taken_by text        not null,
  constraint statement_day_pk primary key (provider, day)
);
comment on table payments.statement_day is 'A day of a provider''s statement that we have, fetched at night or uploaded';
grant select, insert, update on payments.statement_day to hamwe_app;

create table payments.statement_line (
  provider     text        not null,
  id           text        not null,
  kind         text        not null,
  ref          text,
  amount_minor bigint      not null,
  currency     text        not null,
  at           timestamptz not null,
  constraint statement_line_pk primary key (provider, id),
  constraint statement_line_kind check (kind in ('payment', 'refund', 'payout', 'charge')),
  constraint statement_line_amount check (amount_minor > 0),
  constraint statement_line_length check (length(id) <= 200 and length(ref) <= 200)
);
comment on table payments.statement_line is 'What a provider says it did; the same line is taken once';
create index statement_line_ref on payments.statement_line (provider, ref);
grant select, insert on payments.statement_line to hamwe_app;

create table payments.difference (
  id           uuid        primary key default gen_random_uuid(),
  provider     text        not null,
  kind         text        not null,
  ref          text        not null,
  ours_minor   bigint,
  theirs_minor bigint,
  currency     text        not null,
  first_seen   timestamptz not null,
  resolved_at  timestamptz,
  constraint difference_kind check (kind in ('unknown', 'unseen', 'amount', 'missing', 'refund-unknown', 'refund-missing', 'refund-amount'))
);
comment on table payments.difference is 'What a statement and our books say otherwise; resolved when they agree';
create unique index difference_open on payments.difference (provider, kind, ref) where resolved_at is null;
grant select, insert, update on payments.difference to hamwe_app;

create table payments.till (
  id             uuid        primary key,
  centre         text        not null,
  currency       text        not null,
  float_minor    bigint      not null,
  opened_by      text        not null,
  opened_at      timestamptz not null,
  closed_at      timestamptz,
  counted_minor  bigint,
  expected_minor bigint,
  note           text,
  signed_by      text,
  signed_at      timestamptz,
  constraint till_float check (float_minor >= 0),
  constraint till_counted check (counted_minor >= 0),
  constraint till_closed check ((closed_at is null) = (counted_minor is null) and (closed_at is null) = (expected_minor is null)),
  constraint till_signed check ((signed_at is null) = (signed_by is null) and (signed_by is null or closed_at is not null)),
  constraint till_four_eyes check (signed_by <> opened_by)
);
comment on table payments.till is 'One cashier''s cash of one day: opened with a float, closed with what was counted, signed by somebody else';
create unique index till_open on payments.till (opened_by) where closed_at is null;
create index till_unsigned on payments.till (closed_at) where signed_at is null;
grant select, insert, update on payments.till to hamwe_app;

create table payments.receipt_series (
  centre text    not null,
  year   integer not null,
  last   integer not null,
  constraint receipt_series_pk primary key (centre, year)
);
comment on table payments.receipt_series is 'Cash receipts of a centre are numbered without a gap in each year';
grant select, insert, update on payments.receipt_series to hamwe_app;

create table payments.cash_receipt (
  attempt_id   uuid    primary key constraint cash_receipt_attempt references payments.attempt (id),
  till         uuid    not null constraint cash_receipt_till references payments.till (id),
  centre       text    not null,
  year         integer not null,
  number       integer not null,
  constraint cash_receipt_number unique (centre, year, number)
);
comment on table payments.cash_receipt is 'The numbered receipt of a cash payment';
create index cash_receipt_of_till on payments.cash_receipt (till);
grant select, insert on payments.cash_receipt to hamwe_app;
