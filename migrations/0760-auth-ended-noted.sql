-- Whoever recovers is signed out until they sign in again, as wherever else a session ends: on the floor of a hall a seat
-- does not count as theirs meanwhile. As before otherwise. Servers of before may run beside it.
create or replace function auth.join_staff(
  hash bytea, account_iss text, account_sub text, instant timestamptz)
returns uuid
language plpgsql security definer set search_path = auth, pg_temp as
$$
declare
  whose uuid;
begin
  select officer into whose from auth.invitation
  where token_hash = hash and used_at is null and open_until > instant for update;
  if whose is null or exists (select from auth.officer
    where iss = account_iss and sub = account_sub and id <> whose) then
    return null;
  end if;
  update auth.officer set iss = account_iss, sub = account_sub, active = true, updated_at = instant
  where id = whose and left_at is null;
  if not found then
    return null;
  end if;
  update auth.invitation set used_at = instant where token_hash = hash;
  delete from auth.passkey where officer = whose;
  with ended as (
    delete from auth.session where officer = whose
    returning least(idle_until, ends_at, instant) as at)
  insert into auth.signed_out (officer, at)
  select whose, max(at) from ended having count(*) > 0
  on conflict (officer) do update set at = greatest(signed_out.at, excluded.at);
  return whose;
end $$;
comment on table auth.signed_out is 'Officers whose last session ended, and when: they signed out, it was ended, or it ran out and was cleared away; no meaning while they have an open session';
