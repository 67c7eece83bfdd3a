-- Every door can rate. A rating says of which service and at which door; those of before, all given on a
-- phone, stand under no service and count in no figure. Old servers may run beside this: theirs do the same.
alter table assessment.rating add column service text;
alter table assessment.rating add column door text not null default 'ussd';
alter table assessment.rating
  add constraint rating_door check (door in ('web', 'counter', 'agent', 'ussd', 'api'));
comment on table assessment.rating is 'How a decided application was served, 1 to 5: one for each, the later one counts';
create index rating_of_service on assessment.rating (service, rated_at);
grant update (service, door) on assessment.rating to hamwe_app;
