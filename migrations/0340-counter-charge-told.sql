-- What an agent was allowed to ask for their own work, as the person was told it when they said yes:
-- receipts and the cash book keep it when the tariff changes. Servers of before may run beside it:
-- what they ask for has no charge here, and the tariff of now is shown for it.
alter table counter.consent add column charge_minor bigint, add column charge_currency text;
alter table counter.consent add constraint consent_charge
  check ((charge_minor is null) = (charge_currency is null));
comment on column counter.consent.charge_minor is 'What the agent may ask for it, in minor units, 0 for nothing; null at a counter and in older rows';
comment on column counter.consent.charge_currency is 'ISO 4217';
create index consent_of_draft on counter.consent (subject) where kind = 'draft';
