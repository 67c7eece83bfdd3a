-- The same for what a program prepares. Servers of before may run beside it: they neither read nor
-- write it.
alter table programs.draft add column told_in text;
comment on column programs.draft.told_in is 'Language in which the person wants to be told about it; null for their usual one';
