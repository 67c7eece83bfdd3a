-- What a person took home where there was no network stays theirs, whichever door they send it from. Old
-- servers may run beside it: they give such a draft a reference of its own.
alter table cases.draft add column reference text;
comment on column cases.draft.reference is 'Given out before it is sent, where there was no network';
