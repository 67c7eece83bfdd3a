-- What the server never changes it may not change: whose a journey is, which address a message is for,
-- who asked under a key, whose PIN it is. Granted whole tables before, because all the rest of them changes.
revoke update on cases.journey, api.request, api.delivery, ussd.session, ussd.phone, ussd.pin, ussd.rating,
  counter.pad from hamwe_app;
grant update (lang, plan, agreed_at, stopped_at, updated_at, version) on cases.journey to hamwe_app;
grant update (hash, started_at, status, answer) on api.request to hamwe_app;
grant update (state, tries, last_status, next_at, ended_at) on api.delivery to hamwe_app;
grant update (path_hash, path_length, presses, sealed, open, touched_at) on ussd.session to hamwe_app;
grant update (lang, chosen_at) on ussd.phone to hamwe_app;
grant update (salt, hash, tries, locked_until, set_at) on ussd.pin to hamwe_app;
grant update (score, words, lang, rated_at) on ussd.rating to hamwe_app;
grant update (token_hash, opened_at, open_until) on counter.pad to hamwe_app;
