-- What was recorded before its officer corrected it stays beside the finding. Servers of before may run
-- beside it: they leave it as it is.
alter table cases.finding add column earlier jsonb not null default '[]';
comment on column cases.finding.earlier is 'What was corrected, oldest first: by whom, when, and the values as they were. Erased with the finding.';
