-- Papers are signed in lots, by whichever server comes first, and not by the one that recorded the
-- decision: each waits for its time, which is put off where the signer refused it. Servers of
-- before may run beside it: they sign their own papers at once, which nobody does a second time.
alter table credentials.credential
  add column sign_at timestamptz not null default now();
comment on column credentials.credential.sign_at is
  'When it is tried next to have it signed, while it is not';
drop index credentials.credential_unsigned;
create index credential_unsigned on credentials.credential (sign_at)
  where cwt is null and erased_at is null;
grant update (sign_at) on credentials.credential to hamwe_app;
