-- A token can be bound to a key of its program (RFC 9449, DPoP): stolen, it is worth nothing without
-- that key. A program may be registered so that it gets no other. Servers of before may run beside
-- it: they take a bound token for an ordinary one until it ends, ten minutes.
alter table programs.token add column key_thumbprint text;
comment on column programs.token.key_thumbprint is
  'RFC 7638, of the key that has to sign each request; null: whoever has the token may use it';
alter table programs.client add column binds_tokens boolean not null default false;
comment on column programs.client.binds_tokens is 'It gets only tokens that are bound to a key';
grant update (binds_tokens) on programs.client to hamwe_app;
