-- A paper may take the place of another of its case, after a correction; each has one successor at
-- the most. Servers of before may run beside it: they replace no paper.
alter table credentials.credential
  add column replaces uuid references credentials.credential,
  drop constraint credential_case_once;
create unique index credential_case_once on credentials.credential (case_id, document_type)
  where replaces is null;
create unique index credential_replaces_once on credentials.credential (replaces)
  where replaces is not null;
comment on column credentials.credential.replaces is
  'The paper in whose place it was issued, after a correction';
