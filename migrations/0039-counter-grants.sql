-- What the server never changes it may not change: whose second screen it is.
revoke update on counter.pad from hamwe_app;
grant update (token_hash, opened_at, open_until) on counter.pad to hamwe_app;
