-- What a signer looks up before it signs a paper: that the paper stands in the history, and that its case was
-- decided. A signer has a login of its own (a member of hamwe_signer) that reads this view and nothing else.
-- Servers of before may run beside it. The role is made by npm run migrate, or by an administrator before it.
create view events.paper_basis with (security_barrier) as
  select stream, version, type, data, at, command from events.event
  where type in ('CaseDecided', 'OutputReleased', 'PaperReleased', 'CredentialIssued', 'CredentialRevoked');
comment on view events.paper_basis is
  'The events by which a signer knows that a paper follows from a decision: outcomes, releases, papers';
grant usage on schema events to hamwe_signer;
grant select on events.paper_basis to hamwe_signer, hamwe_app;
