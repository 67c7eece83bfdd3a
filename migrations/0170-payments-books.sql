-- Money comes in another amount than the bill's, is given back by two officers, and every movement of it stands in
-- books that balance. Servers of before may not run beside it while people pay: they write no books and know only
-- whole amounts.

alter table payments.attempt
  add column received_minor    bigint,
  add column received_currency text,
  add column owed_minor        bigint,
  add column settles           boolean not null default false;
comment on column payments.attempt.received_minor is 'What the provider says it has received, in minor units; null until then';
comment on column payments.attempt.owed_minor is 'How much of it settles nothing and is owed back to the person';
comment on column payments.attempt.settles is 'Whether this attempt is the one that paid the bill';

update payments.attempt set
  received_minor = bill.amount_minor,
  received_currency = bill.currency,
  owed_minor = case when owed_back is null then null else bill.amount_minor end,
  settles = owed_back is null
from payments.bill where bill.id = bill_id and attempt.status = 'paid';

alter table payments.attempt
  drop constraint attempt_owed_back,
  add constraint attempt_owed_back check (owed_back in ('after-expiry', 'twice', 'too-little', 'too-much', 'wrong-currency')),
  add constraint attempt_owed check ((owed_back is null) = (owed_minor is null)),
  add constraint attempt_owed_is_received check (owed_minor is null or owed_minor between 1 and received_minor),
  add constraint attempt_paid_is_received
    check ((status = 'paid') = (received_minor is not null and received_currency is not null)),
  add constraint attempt_settles_is_paid check (not settles or status = 'paid');
drop index payments.attempt_settles_once;
create unique index attempt_settles_once on payments.attempt (bill_id) where settles;

create table payments.refund (
  id           uuid        primary key,
  bill_id      uuid        not null constraint refund_bill references payments.bill (id),
  attempt_id   uuid        not null constraint refund_attempt references payments.attempt (id),
  what         text        not null,
  amount_minor bigint      not null,
  currency     text        not null,
  status       text        not null,
  reason       text        not null,
  proposed_by  text        not null,
  proposed_at  timestamptz not null,
  confirmed_by text,
  answered_at  timestamptz,
  outside_ref  text,
  failure      text,
  constraint refund_what check (what in ('owed', 'fee')),
  constraint refund_amount check (amount_minor > 0),
  constraint refund_status check (status in ('proposed', 'confirmed', 'made', 'failed', 'rejected')),
  constraint refund_four_eyes check (confirmed_by <> proposed_by or proposed_by = 'system'),
  constraint refund_made_is_confirmed check (status not in ('confirmed', 'made') or confirmed_by is not null)
);
comment on table payments.refund is 'Money given back: part of the fold of the stream bill-<id>';
comment on column payments.refund.what is 'owed: what settled nothing; fee: the fee itself';
comment on column payments.refund.proposed_by is 'An officer, or system: what settles nothing is given back without anyone asking';
-- The same money is given back once.
create unique index refund_once on payments.refund (attempt_id, what) where status in ('proposed', 'confirmed', 'made');
create index refund_open on payments.refund (proposed_at) where status in ('proposed', 'confirmed');
grant select, insert, update on payments.refund to hamwe_app;

create table payments.account (
  code text primary key,
  kind text not null,
  constraint account_kind check (kind in ('asset', 'liability', 'income', 'expense')),
  constraint account_code check (code ~ '^[a-z][a-z0-9-]*(:[a-z0-9-]+)?$')
);
comment on table payments.account is 'Accounts of the books; provider:<id> is money that lies with a provider, cash:<id> money in a till';
insert into payments.account (code, kind) values
  ('treasury', 'asset'), ('unapplied', 'liability'), ('owed-back', 'liability'), ('fees', 'income'),
  ('provider-charges', 'expense'), ('cash-differences', 'expense');
grant select, insert on payments.account to hamwe_app;

create table payments.entry (
  id     bigint generated always as identity primary key,
  source text        not null,
  what   text        not null,
  at     timestamptz not null,
  constraint entry_once unique (source)
);
comment on table payments.entry is 'One movement of money, never changed; its postings add up to nothing in each currency';
comment on column payments.entry.source is 'What it was made from: stream and version of an event, or a line of a statement';
grant select, insert on payments.entry to hamwe_app;

create table payments.posting (
  entry_id     bigint not null constraint posting_entry references payments.entry (id),
  account      text   not null constraint posting_account references payments.account (code),
  currency     text   not null,
  amount_minor bigint not null,
  constraint posting_pk primary key (entry_id, account, currency),
  constraint posting_amount check (amount_minor <> 0),
  constraint posting_currency check (currency ~ '^[A-Z]{3}$')
);
comment on table payments.posting is 'One side of a movement: debit above nothing, credit below, in minor units';
create index posting_of_account on payments.posting (account, currency);
grant select, insert on payments.posting to hamwe_app;

create function payments.require_balance() returns trigger language plpgsql set search_path = '' as $$
declare
  checked bigint := case when tg_table_name = 'entry' then (to_jsonb(new) ->> 'id')::bigint else (to_jsonb(new) ->> 'entry_id')::bigint end;
begin
  if not exists (select from payments.posting where entry_id = checked) or exists (
    select from payments.posting where entry_id = checked group by currency having sum(amount_minor) <> 0
  ) then
    raise exception 'entry % of the books does not balance', checked using errcode = 'check_violation';
  end if;
  return null;
end $$;
comment on function payments.require_balance is 'At the end of a transaction: an entry has postings, and they add up to nothing';
create constraint trigger entry_balances after insert on payments.entry
  deferrable initially deferred for each row execute function payments.require_balance();
create constraint trigger posting_balances after insert on payments.posting
  deferrable initially deferred for each row execute function payments.require_balance();

create view payments.trial_balance as
  select account, kind, currency,
    sum(greatest(amount_minor, 0)) as debit_minor, sum(greatest(-amount_minor, 0)) as credit_minor,
    sum(amount_minor) as balance_minor
  from payments.posting join payments.account on code = account
  group by account, kind, currency;
comment on view payments.trial_balance is 'What stands in each account; the balances of a currency add up to nothing';
grant select on payments.trial_balance to hamwe_app;

-- What was received before there were books, and not given back.
insert into payments.account (code, kind)
  select distinct 'provider:' || provider, 'asset' from payments.attempt where status = 'paid' on conflict do nothing;
insert into payments.entry (source, what, at)
  select 'attempt-' || id, 'Opening', started_at from payments.attempt where status = 'paid' and refunded_at is null;
insert into payments.posting (entry_id, account, currency, amount_minor)
  select entry.id, side.account, received_currency, side.amount
  from payments.entry join payments.attempt on source = 'attempt-' || attempt.id,
  lateral (values ('provider:' || provider, received_minor),
    (case when settles then 'fees' else 'owed-back' end, -received_minor)) as side (account, amount);
