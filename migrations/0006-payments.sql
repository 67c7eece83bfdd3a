-- Bills and the money that came for them. The history is in events (streams bill-<id>); these tables
-- are its fold, written in the same transaction, so that lists and uniqueness have something to stand on.

create schema payments;
comment on schema payments is 'Bills, attempts to pay them, and what providers called to say';
grant usage on schema payments to hamwe_app;

create table payments.bill (
  id           uuid        primary key,
  number       text        not null,
  case_id      uuid        not null,
  person_id    uuid        not null,
  fee_id       text        not null,
  words        jsonb       not null,
  amount_minor bigint      not null,
  currency     text        not null,
  expires_at   timestamptz not null,
  issued_at    timestamptz not null,
  issued_by    text        not null,
  status       text        not null,
  paid_at      timestamptz,
  constraint bill_number unique (number),
  constraint bill_issued_once unique (case_id, fee_id, issued_by),
  constraint bill_number_form check (number ~ '^88[0-9]{10}$'),
  constraint bill_amount check (amount_minor > 0),
  constraint bill_currency check (currency ~ '^[A-Z]{3}$'),
  constraint bill_status check (status in ('created', 'pending', 'paid', 'failed', 'expired', 'refunded'))
);
comment on table payments.bill is 'A fee to be paid: the fold of the stream bill-<id>';
comment on column payments.bill.number is 'Billing number as people type it; the last digit is a Damm check digit';
comment on column payments.bill.amount_minor is 'Integer minor units of the currency (ISO 4217)';
comment on column payments.bill.issued_by is 'The command that issued it: the same command again is the same bill';
-- An expired bill may be followed by a new one for the same fee; two living ones may not exist.
create unique index bill_of_fee on payments.bill (case_id, fee_id) where status <> 'expired';
grant select, insert, update on payments.bill to hamwe_app;

create table payments.attempt (
  id           uuid        primary key,
  bill_id      uuid        not null constraint attempt_bill references payments.bill (id),
  provider     text        not null,
  provider_ref text,
  redirect_to  text,
  return_url   text        not null,
  status       text        not null,
  started_at   timestamptz not null,
  owed_back    text,
  refunded_at  timestamptz,
  constraint attempt_provider_ref unique (provider, provider_ref),
  constraint attempt_status check (status in ('pending', 'paid', 'failed')),
  constraint attempt_owed_back check (owed_back in ('after-expiry', 'twice')),
  constraint attempt_owed_is_paid check (owed_back is null or status = 'paid'),
  constraint attempt_refunded_is_paid check (refunded_at is null or status = 'paid')
);
comment on table payments.attempt is 'One try to pay a bill with one provider: part of the fold of the stream bill-<id>';
comment on column payments.attempt.owed_back is 'Why this money settles nothing and is a credit of the person';
create index attempt_of_bill on payments.attempt (bill_id);
create index attempt_credit on payments.attempt (started_at) where owed_back is not null and refunded_at is null;
-- One attempt settles a bill; every other that was paid is a credit.
create unique index attempt_settles_once on payments.attempt (bill_id) where status = 'paid' and owed_back is null;
grant select, insert, update on payments.attempt to hamwe_app;

create table payments.callback (
  id           uuid        primary key,
  provider     text        not null,
  received_at  timestamptz not null,
  verdict      text        not null,
  provider_ref text,
  raw_body     text        not null,
  constraint callback_verdict check (verdict in ('genuine', 'unsigned', 'forged', 'stale')),
  constraint callback_body_length check (length(raw_body) <= 16384)
);
comment on table payments.callback is
  'What providers called to say, word for word, genuine or not. Evidence only: a bill is paid by what a status read says';
create index callback_received on payments.callback (received_at);
grant select, insert on payments.callback to hamwe_app;

-- The books of the payment provider that the demonstration brings along: an outside system in a corner of this database.
create schema sandbox;
comment on schema sandbox is 'Simulated outside systems; empty where real providers are configured';
grant usage on schema sandbox to hamwe_app;

create table sandbox.charge (
  ref          text        primary key,
  attempt_id   uuid        not null,
  bill_number  text        not null,
  words        jsonb       not null,
  amount_minor bigint      not null,
  currency     text        not null,
  return_url   text        not null,
  status       text        not null,
  made_at      timestamptz not null,
  constraint charge_attempt unique (attempt_id),
  constraint charge_status check (status in ('pending', 'paid', 'failed'))
);
comment on table sandbox.charge is 'What the sandbox provider was asked to collect, and whether it did';
grant select, insert, update on sandbox.charge to hamwe_app;
