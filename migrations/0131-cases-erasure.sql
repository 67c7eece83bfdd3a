-- A file whose term is over loses its answers, papers, words and addresses; the row and the events
-- stay, which name nobody. Servers of before may run beside it: they still list an erased
-- application, and do not find it when it is opened.
alter table cases.application add column erased_at timestamptz;
comment on column cases.application.erased_at is
  'When answers, papers and words were erased; what remains is counted and shown to nobody';
create index application_closed on cases.application
  (service, definition, (coalesce(decided_at, submitted_at)), id)
  where erased_at is null and status in ('granted', 'refused', 'withdrawn');
create index draft_unsent on cases.draft (updated_at) where case_id is null;
grant delete on cases.answers, cases.statement, cases.contact, cases.access, cases.rank
  to hamwe_app;
