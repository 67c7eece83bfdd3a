-- What a client gave in cash, so that the change can be computed and is on the receipt; and who paid, where it was
-- somebody else. Servers of before may run beside it: their receipts say neither.
alter table payments.cash_receipt
  add column given_minor bigint,
  add column payer text,
  add constraint cash_receipt_given check (given_minor >= 0),
  add constraint cash_receipt_payer check (length(payer) between 1 and 120);
comment on column payments.cash_receipt.given_minor is 'What the client gave, in minor units; null for the exact amount';
comment on column payments.cash_receipt.payer is 'The name of who paid, where it was not the applicant';
