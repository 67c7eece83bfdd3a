-- Somebody chooses, before an application is sent, the language in which they are told about it: a
-- family may fill a form in in one language and want its letters in another. Servers of before may
-- run beside it: they neither read nor write it.
alter table cases.draft add column told_in text;
comment on column cases.draft.told_in is 'Language in which its person wants to be told about it; null for their usual one';
grant update (told_in) on cases.draft to hamwe_app;
