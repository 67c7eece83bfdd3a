-- What the server never changes it may not change: whom a message is for, and what it says.
revoke update on messages.outbox from hamwe_app;
grant update (state, tries, ended_at, carrier_ref, arrived, reported_at) on messages.outbox to hamwe_app;
