-- A code that can be typed no more is kept no longer: the nightly sweep takes it away.
create index confirmation_ended on auth.confirmation (open_until);
grant delete on auth.confirmation to hamwe_app;
grant update (body, subject) on messages.outbox to hamwe_app;
create index outbox_codes on messages.outbox (queued_at) where template = 'confirm-code' and body <> '';
