-- What the server never changes it may not change: whose a journey is.
revoke update on cases.journey from hamwe_app;
grant update (lang, plan, agreed_at, stopped_at, updated_at, version) on cases.journey to hamwe_app;
