-- A program may prepare the renewal of what an application that it brought was granted. Old servers may
-- run beside it: they prepare none, and a draft of theirs is as it was.
alter table programs.draft add column renews uuid;
comment on column programs.draft.renews is 'The application whose paper it renews; the person is then the one who made that application';
alter table programs.draft drop constraint draft_of_somebody;
alter table programs.draft add constraint draft_of_somebody
  check (num_nonnulls(national_id, application, renews) = 1);
