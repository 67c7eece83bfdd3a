-- Messages are delivered from the outbox, where the waiting ones already are, so their jobs go. Older
-- servers may not run beside it, as they would write such jobs again.
delete from jobs.job where task = 'messages.deliver';
