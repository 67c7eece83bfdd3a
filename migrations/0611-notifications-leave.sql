-- Officers are told of their leave: its days, and who the deputy is.
-- Servers of before may run beside it.

alter table notifications.notification add column leave jsonb;

comment on column notifications.notification.leave is 'Days and deputy of the leave that it is about';
