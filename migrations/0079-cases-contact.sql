-- Where the messages about one application go, when its person wants them elsewhere than to their account.
-- Old servers may run beside it: they write to the account, and an event of this kind changes nothing there.
create table cases.contact (
  case_id uuid        primary key references cases.application (id),
  phone   text,
  email   text,
  at      timestamptz not null,
  constraint contact_reachable check (num_nonnulls(phone, email) > 0)
);
comment on table cases.contact is 'Telephone (E.164) and e-mail for the messages about an application, where the person gave others than those of the account; events do not carry them.';
grant select, insert on cases.contact to hamwe_app;
grant update (phone, email, at) on cases.contact to hamwe_app;
