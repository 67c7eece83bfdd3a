-- Who may decide is not for the login that serves requests to change: officers are written by the
-- owner's login alone (npm run officers, or a demonstration as it starts).
-- Servers of before may run beside it, except demonstrations, which write their officers at the start.
revoke insert, update on auth.officer from hamwe_app;
