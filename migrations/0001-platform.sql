-- The ledger of these files. The migrator makes schema and table itself, because it needs them
-- before the first file can be written down; here they get their words and their rights.

comment on schema platform is 'What knows nothing of public services: the history of the schema itself';
comment on table platform.migration is 'Each applied line of history, with the hash it had when it was applied';

grant usage on schema platform to hamwe_app;
grant select on platform.migration to hamwe_app;
