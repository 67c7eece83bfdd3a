-- A paper is recorded with the decision that it follows from, and signed once both are committed: so the signer
-- can look them up. Until then its row holds what is to be signed. Servers of before may run beside it: they
-- sign beforehand; a paper that waits for its signature they cannot print in that moment.
alter table credentials.credential alter column cwt drop not null;
alter table credentials.credential add column content bytea;
alter table credentials.credential add constraint credential_signed_or_content
  check ((cwt is null) <> (content is null));
comment on column credentials.credential.content is
  'The claims to be signed (CBOR), until they are: then cwt holds them with the signature';
create index credential_unsigned on credentials.credential (issued_at) where cwt is null;
grant update (cwt, content) on credentials.credential to hamwe_app;
