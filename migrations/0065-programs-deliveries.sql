-- Webhooks are told in the order in which things happened to an application, by one job for each program
-- in place of one for each delivery. Old servers may not run beside this: they know no subject. Deliveries
-- that their jobs left waiting are told with the program's next one.
alter table programs.delivery add column subject text;
update programs.delivery set subject = coalesce(body::jsonb -> 'data' ->> 'application', message);
alter table programs.delivery alter column subject set not null;
comment on column programs.delivery.subject is 'The application: of one subject deliveries keep their order';
create index delivery_waiting on programs.delivery (webhook, subject, id) where state = 'waiting';
