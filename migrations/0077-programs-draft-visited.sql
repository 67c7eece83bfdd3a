-- The pages of a draft that a program has answered well, so that it is led through a form page by page
-- as a person is. Old servers may run beside it: they ask for what is missing only, as they did.
alter table programs.draft add column visited jsonb not null default '[]';
comment on column programs.draft.visited is 'Ids of the pages that were answered well, screen by screen';
grant update (visited) on programs.draft to hamwe_app;
