-- A stolen key: nothing that it signed counts any more, unless it stands on the published list of papers
-- that were really issued. Old servers may run beside it: they read such a key as one that may not sign.
alter table credentials.issuer_status drop constraint issuer_status_known;
alter table credentials.issuer_status add constraint issuer_status_known
  check (status in ('granted', 'withdrawn', 'compromised'));
