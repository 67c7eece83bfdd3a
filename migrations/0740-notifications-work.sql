-- Supervisors and administrators are told which work is nobody's: its role, office and files.
-- Servers of before may run beside it.

alter table notifications.notification add column work jsonb;

comment on column notifications.notification.work is 'Authority, and role, office and number of files of the open work that it is about';
