-- What is printed on a certificate is erased with the file that it came from, but not before the
-- certificate itself is over: who holds a valid one relies on its check. Number, kind and place in
-- the status list stay. Servers of before may run beside it: they take an erased one for unsigned
-- and fail to sign it, which changes nothing.
alter table credentials.credential
  add column case_erased boolean not null default false,
  add column erased_at timestamptz,
  drop constraint credential_signed_or_content,
  add constraint credential_signed_or_content
    check (erased_at is not null or (cwt is null) <> (content is null));
comment on column credentials.credential.case_erased is
  'The file it came from is erased: this goes too, once it is over';
comment on column credentials.credential.erased_at is
  'When everything printed on it was erased';
drop index credentials.credential_unsigned;
create index credential_unsigned on credentials.credential (issued_at)
  where cwt is null and erased_at is null;
create index credential_to_erase on credentials.credential (case_id)
  where case_erased and erased_at is null;
grant update (case_erased) on credentials.credential to hamwe_app;

-- Nobody may change what is printed on a certificate, not even the login that serves: this function
-- can only take all of it away, and only where the certificate is over and its case is erased.
create function credentials.erase_over(erased timestamptz, today text)
returns int
language sql security definer set search_path = credentials, pg_temp as
$$ with gone as (
     update credentials.credential set claims = '[]', statement = null, salt = null,
       design = null, cwt = null, content = null, erased_at = erased
     where case_erased and erased_at is null
       and (revoked_at is not null or expires_at < erased or valid_until < today)
     returning 1)
   select count(*)::int from gone $$;
revoke all on function credentials.erase_over from public;
grant execute on function credentials.erase_over to hamwe_app;
