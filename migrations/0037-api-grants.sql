-- What the server never changes it may not change: who asked under a key, which address a message is for.
revoke update on api.request, api.delivery from hamwe_app;
grant update (hash, started_at, status, answer) on api.request to hamwe_app;
grant update (state, tries, last_status, next_at, ended_at) on api.delivery to hamwe_app;
