-- The outbox is also the queue of messages: an index finds what is due in a channel, and a message that
-- could not be sent waits here for its next try. Older servers may not run beside it: they write jobs
-- for their messages and would send those that the new servers send too.
alter table messages.outbox add column next_at timestamptz not null default now();
comment on column messages.outbox.next_at is 'Not sent before this instant, while it is queued';
create index outbox_due on messages.outbox (channel, next_at) where state = 'queued';
grant update (next_at) on messages.outbox to hamwe_app;
