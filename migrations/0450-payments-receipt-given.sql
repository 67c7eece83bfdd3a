-- What became of the receipt of a cash payment: given with the client's signature, or why not.
-- Servers of before may run beside it: they close a till without asking.
alter table payments.cash_receipt add column settled_at timestamptz;
alter table payments.cash_receipt add column not_signed text
  constraint cash_receipt_not_signed check (not_signed is null or settled_at is not null);
comment on column payments.cash_receipt.settled_at is 'When the cashier said that the receipt was given and signed, or why not';
comment on column payments.cash_receipt.not_signed is 'Why there is no signature; null where there is one';
grant update (settled_at, not_signed) on payments.cash_receipt to hamwe_app;
