-- Whoever says yes by their signature signs a printed summary before anything is sent, and the operator confirms that they have it.
-- Servers of before may run beside it: they send on a signature without one, and such a consent names nobody.
alter table counter.consent
  add column sheet_by uuid,
  add column sheet_at timestamptz,
  add constraint consent_sheet check (num_nonnulls(sheet_by, sheet_at) in (0, 2)),
  add constraint consent_sheet_signed check (sheet_by is null or way = 'signature');
comment on column counter.consent.sheet_by is 'Who confirmed that the signed summary is in their hand; null for a code and in older rows';
grant update (sheet_by, sheet_at) on counter.consent to hamwe_app;
