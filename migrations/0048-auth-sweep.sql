-- A code that can be typed no more is kept no longer: the nightly sweep takes it away.
create index confirmation_ended on auth.confirmation (open_until);
grant delete on auth.confirmation to hamwe_app;
