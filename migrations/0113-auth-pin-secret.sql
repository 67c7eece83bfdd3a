-- Which secret of the server a PIN is kept under, so that the secret can be changed: the next right PIN is
-- written anew under the present one. Servers of before may run beside it, as long as they have the same secret.
alter table auth.pin add column secret text;
comment on column auth.pin.secret is 'Id of the server''s secret of which the key of the HMAC is derived; null: from before they had ids';
grant update (secret) on auth.pin to hamwe_app;
