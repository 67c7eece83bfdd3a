-- Members of a committee are told what it decided: the ids of the outcome and of its step.
-- Servers of before may run beside it.
alter table notifications.notification add column decided jsonb;

comment on column notifications.notification.decided is 'Stage, task and outcome of what was decided';
