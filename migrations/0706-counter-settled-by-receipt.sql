-- The account of somebody whose taker has left is made by another from the signed
-- receipt: both are named. Servers of before may run beside it: they name the first alone.
alter table counter.registration add column settled_by uuid;
comment on column counter.registration.settled_by is 'Who made the account from the signed receipt, where whoever saw the card (operator) had left; else null';
