-- Papers that answer a request wait apart until the answer is given with the person's yes, and then move
-- into the case in the same transaction; until then no office sees them. Old servers may run beside it:
-- they put papers into the case at once, as before, and show none of those that wait.
alter table cases.file
  add column answer_to uuid references cases.application,
  add column prepared_in uuid,
  drop constraint file_belongs,
  add constraint file_belongs
    check (draft_id is not null or case_id is not null or answer_to is not null),
  add constraint file_prepared
    check ((answer_to is null) = (prepared_in is null)
      and (answer_to is null or (draft_id is null and case_id is null)));
comment on column cases.file.answer_to is 'The case whose request it is to answer, once the person has said yes; null once it is in the case';
comment on column cases.file.prepared_in is 'Who prepares that answer: the person, a visit at a counter or with an agent, or a program''s draft';
create index file_prepared on cases.file (answer_to, prepared_in) where answer_to is not null;
grant update (answer_to, prepared_in) on cases.file to hamwe_app;
