-- Officers attach photos, reports and drawings to their tasks. Such a file has no person: a door
-- that gives people their own papers gives none of these unless the definition says so. Servers of
-- before may run beside it until a service with such a paper is published: they would list it
-- among the papers of the applicant, without opening it.
alter table cases.file
  add column task text,
  add column officer text,
  alter column person_id drop not null,
  add constraint file_of_officer check (
    (task is null) = (officer is null) and (task is null) = (person_id is not null)
    and (task is null or case_id is not null));
comment on column cases.file.task is 'The key of the task to which an officer attached it; null for the papers of the applicant';
comment on column cases.file.officer is 'Who attached it';
