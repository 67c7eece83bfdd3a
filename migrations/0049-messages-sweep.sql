-- That a code was sent stays; the code itself is blanked in the night after it can be typed no more.
grant update (body, subject) on messages.outbox to hamwe_app;
create index outbox_codes on messages.outbox (queued_at) where template = 'confirm-code' and body <> '';
