-- What the server never changes it may not change: whose telephone a session is, whose a PIN.
revoke update on ussd.session, ussd.phone, ussd.pin, ussd.rating from hamwe_app;
grant update (path_hash, path_length, presses, sealed, open, touched_at) on ussd.session to hamwe_app;
grant update (lang, chosen_at) on ussd.phone to hamwe_app;
grant update (salt, hash, tries, locked_until, set_at) on ussd.pin to hamwe_app;
grant update (score, words, lang, rated_at) on ussd.rating to hamwe_app;
