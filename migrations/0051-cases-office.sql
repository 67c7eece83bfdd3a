-- A task may be the work of one office of its authority: the one that the applicant chose.
alter table cases.task add column office text;
comment on column cases.task.office is 'The office of the authority whose work it is, by its code; null: any office''s';
