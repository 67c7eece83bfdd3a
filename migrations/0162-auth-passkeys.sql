-- Passkeys (WebAuthn) of officers: they sign in with them beside, or instead of, the national
-- identity provider, and prove once more that it is they before an act that binds others. Whoever
-- lost theirs gets a new link once two administrators have said so.
-- Servers of before may run beside it: they know of no passkeys.
create table auth.passkey (
  id         text        primary key,
  officer    uuid        not null references auth.officer (id),
  public_key bytea       not null,
  counter    bigint      not null,
  transports text[]      not null,
  device     text,
  synced     boolean     not null,
  added_at   timestamptz not null,
  used_at    timestamptz
);
comment on table auth.passkey is 'Public keys by which officers sign in; the private ones stay in their devices';
comment on column auth.passkey.counter is 'How often the device says it was used: a copy of it is told by that';
comment on column auth.passkey.synced is 'Whether their provider copies it to other devices of theirs';
create index passkey_officer on auth.passkey (officer);
grant select, update (counter, used_at) on auth.passkey to hamwe_app;

alter table auth.session add column proved_at timestamptz;
comment on column auth.session.proved_at is 'When the officer last proved that it is they: a passkey, or asked anew at their provider';

create table auth.recovery (
  id       uuid        primary key,
  officer  uuid        not null references auth.officer (id),
  status   text        not null,
  asked_by text        not null,
  asked_at timestamptz not null,
  given_by text,
  given_at timestamptz,
  ended_by text,
  ended_at timestamptz,
  constraint recovery_status check (status in ('asked', 'held', 'ended')),
  constraint recovery_by_two check (given_by <> asked_by)
);
comment on table auth.recovery is 'That somebody lost what they sign in with: one administrator says it, another confirms it';
create index recovery_officer on auth.recovery (officer) where status = 'asked';
grant select on auth.recovery to hamwe_app;

-- Writes the recoveries of an officer as they are after a change, beside auth.keep_staff.
create function auth.keep_recoveries(by_actor text, instant timestamptz, whose uuid, recoveries jsonb)
returns void
language plpgsql security definer set search_path = auth, pg_temp as
$$
begin
  if not auth.may_keep_staff(by_actor, whose, instant) then
    raise insufficient_privilege using message = 'may not change this officer';
  end if;
  insert into auth.recovery as v (id, officer, status, asked_by, asked_at, given_by, given_at,
    ended_by, ended_at)
  select r.id, whose, r.status, r."askedBy", r."askedAt", r."givenBy", r."givenAt", r."endedBy",
    r."endedAt"
  from jsonb_to_recordset(recoveries) as r(id uuid, status text, "askedBy" text,
    "askedAt" timestamptz, "givenBy" text, "givenAt" timestamptz, "endedBy" text,
    "endedAt" timestamptz)
  on conflict (id) do update set status = excluded.status, given_by = excluded.given_by,
    given_at = excluded.given_at, ended_by = excluded.ended_by, ended_at = excluded.ended_at
  where v.officer = whose;
end $$;

-- Whoever works here already gets a link only where another administrator has asked for it.
create or replace function auth.invite_staff(
  by_actor text, instant timestamptz, whose uuid, hash bytea, until timestamptz)
returns void
language plpgsql security definer set search_path = auth, pg_temp as
$$
begin
  if not auth.may_keep_staff(by_actor, whose, instant) then
    raise insufficient_privilege using message = 'may not invite this officer';
  end if;
  if by_actor <> 'command' and exists (select from auth.officer where id = whose and active)
    and not exists (select from auth.recovery where officer = whose and given_by = by_actor
      and asked_by <> by_actor and given_at > instant - interval '10 minutes') then
    raise insufficient_privilege using message = 'a second administrator is needed';
  end if;
  delete from auth.invitation where officer = whose and used_at is null;
  insert into auth.invitation (token_hash, officer, made_at, open_until)
  values (hash, whose, instant, until);
end $$;

-- As before, and for somebody who recovers: what they signed in with until now opens nothing more.
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
  delete from auth.session where officer = whose;
  return whose;
end $$;

-- Adds a passkey for whoever shows an invitation that is being used, or a session in which they
-- proved a moment ago that it is they. Null: neither.
create function auth.add_passkey(proof bytea, instant timestamptz, whose uuid, key jsonb, public_key bytea)
returns text
language plpgsql security definer set search_path = auth, pg_temp as
$$
begin
  if not exists (select from auth.invitation
      where token_hash = proof and officer = whose and used_at = instant)
    and not exists (select from auth.session where id_hash = proof and officer = whose
      and ends_at > instant and proved_at > instant - interval '15 minutes') then
    return null;
  end if;
  insert into auth.passkey (id, officer, public_key, counter, transports, device, synced, added_at,
    used_at)
  select k.id, whose, add_passkey.public_key, k.counter, k.transports, k.device, k.synced, instant,
    instant
  from jsonb_to_record(key) as k(id text, counter bigint, transports text[], device text,
    synced boolean)
  on conflict (id) do nothing;
  return key ->> 'id';
end $$;

-- Removes one of several: the last one stays where nothing else signs the officer in.
create function auth.remove_passkey(proof bytea, instant timestamptz, passkey text)
returns boolean
language plpgsql security definer set search_path = auth, pg_temp as
$$
declare
  whose uuid;
begin
  select session.officer into whose from auth.session join auth.passkey p on p.officer = session.officer
  where id_hash = proof and ends_at > instant and proved_at > instant - interval '15 minutes'
    and p.id = passkey;
  if whose is null then
    return false;
  end if;
  perform from auth.officer where id = whose for update;
  if (select count(*) from auth.passkey where officer = whose) = 1
    and exists (select from auth.officer where id = whose and iss = 'urn:hamwe:passkey') then
    return false;
  end if;
  delete from auth.passkey where id = passkey;
  return true;
end $$;

revoke all on function auth.keep_recoveries, auth.add_passkey, auth.remove_passkey from public;
grant execute on function auth.keep_recoveries, auth.add_passkey, auth.remove_passkey to hamwe_app;
