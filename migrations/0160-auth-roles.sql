-- A role that somebody holds is a row of its own: in which offices and services, from when until
-- when, and who asked for it and gave it. With it come absences with a deputy, and invitations.
-- Servers of before may not run beside it: they read roles from columns that are not there any more.
-- The login that serves writes none of these tables itself: the functions below are the only way,
-- and they refuse whoever does not administer, and whoever changes themselves.
alter table auth.officer
  add column email   text,
  add column left_at timestamptz;
comment on column auth.officer.email is 'Where invitations go';
comment on column auth.officer.active is
  'False before they accepted their invitation, and once they have left';

create table auth.held_role (
  id       uuid        primary key,
  officer  uuid        not null references auth.officer (id),
  role     text        not null,
  offices  text[]      not null,
  services text[]      not null,
  from_at  timestamptz,
  until_at timestamptz,
  status   text        not null,
  asked_by text        not null,
  asked_at timestamptz not null,
  given_by text,
  given_at timestamptz,
  ended_by text,
  ended_at timestamptz,
  constraint held_role_status check (status in ('asked', 'held', 'ended')),
  constraint held_role_given check (status <> 'held' or given_by is not null)
);
comment on table auth.held_role is 'Who holds which role where, from when until when, and who gave it';
comment on column auth.held_role.offices is 'Offices of the authority by their codes; none: all of them';
comment on column auth.held_role.services is 'Services by their ids; none: all of them';
comment on column auth.held_role.status is
  'asked: waits for a second administrator; ended also where that one declined';
create index held_role_officer on auth.held_role (officer) where status <> 'ended';
create index held_role_role on auth.held_role (role) where status = 'held';

insert into auth.held_role (id, officer, role, offices, services, status, asked_by, asked_at,
  given_by, given_at)
select gen_random_uuid(), id, role, offices, '{}', 'held', 'command', updated_at, 'command',
  updated_at
from auth.officer, unnest(roles) as role;
alter table auth.officer drop column roles, drop column offices;

create table auth.absence (
  id       uuid        primary key,
  officer  uuid        not null references auth.officer (id),
  deputy   uuid        references auth.officer (id),
  from_at  timestamptz not null,
  until_at timestamptz not null,
  status   text        not null,
  asked_by text        not null,
  asked_at timestamptz not null,
  given_by text,
  given_at timestamptz,
  ended_by text,
  ended_at timestamptz,
  constraint absence_status check (status in ('asked', 'held', 'ended')),
  constraint absence_of_another check (deputy <> officer),
  constraint absence_lasts check (until_at > from_at)
);
comment on table auth.absence is 'Leave of officers, and who has their roles meanwhile';
create index absence_officer on auth.absence (officer) where status <> 'ended';
create index absence_deputy on auth.absence (deputy) where status = 'held';

create table auth.invitation (
  token_hash bytea       primary key,
  officer    uuid        not null references auth.officer (id),
  made_at    timestamptz not null,
  open_until timestamptz not null,
  used_at    timestamptz,
  constraint invitation_hash_length check (length(token_hash) = 32)
);
comment on table auth.invitation is 'Links by which officers join; only a hash of the link is here';
create index invitation_officer on auth.invitation (officer);

grant select on auth.held_role, auth.absence, auth.invitation to hamwe_app;

-- The roles that an officer has at an instant: their own, and those of whom they are a deputy.
-- Nobody administers as a deputy: there are several administrators.
create function auth.roles_at(whose uuid, instant timestamptz)
returns table (role text, offices text[], services text[], deputy_for uuid)
language sql stable as
$$ select role, offices, services, null::uuid from auth.held_role
   where officer = whose and status = 'held'
     and coalesce(from_at <= instant, true) and coalesce(until_at > instant, true)
   union all
   select held.role, held.offices, held.services, held.officer
   from auth.absence join auth.held_role held on held.officer = absence.officer
   where absence.deputy = whose and absence.status = 'held'
     and absence.from_at <= instant and absence.until_at > instant
     and held.status = 'held' and held.role <> 'administrator'
     and coalesce(held.from_at <= instant, true) and coalesce(held.until_at > instant, true) $$;

-- Who may change whom: an administrator anybody but themselves; a program of the personnel office
-- no administrators; the owner's login everybody.
create function auth.may_keep_staff(by_actor text, whose uuid, instant timestamptz)
returns boolean
language sql stable security definer set search_path = auth, pg_temp as
$$ select case
     when by_actor like 'officer:%' then by_actor <> 'officer:' || whose and exists (
       select from auth.officer admin, auth.roles_at(admin.id, instant) held
       where admin.id = substr(by_actor, 9)::uuid and admin.active
         and held.role = 'administrator')
     when by_actor like 'client:%' then not exists (
       select from auth.held_role where officer = whose and role = 'administrator'
         and status <> 'ended')
     else pg_has_role(session_user, 'hamwe_owner', 'member') end $$;

-- Writes an officer with their roles and absences as they are after a change, and ends their
-- sessions where asked. The rows are those of src/platform/auth/staff.ts.
create function auth.keep_staff(by_actor text, instant timestamptz, member jsonb)
returns void
language plpgsql security definer set search_path = auth, pg_temp as
$$
declare
  whose uuid := (member ->> 'id')::uuid;
begin
  if not auth.may_keep_staff(by_actor, whose, instant) then
    raise insufficient_privilege using message = 'may not change this officer';
  end if;
  insert into auth.officer as o (id, iss, sub, name, email, authority, networks, national_id,
    active, left_at, created_at, updated_at)
  select whose, 'urn:hamwe:invited', whose::text, m.name, m.email, m.authority,
    coalesce(m.networks, '{}'), m."nationalId", false, null, instant, instant
  from jsonb_to_record(member) as m(name text, email text, authority text, networks text[],
    "nationalId" text)
  on conflict (id) do nothing;
  update auth.officer set name = m.name, email = m.email, authority = m.authority,
    networks = coalesce(m.networks, '{}'), national_id = m."nationalId",
    active = (m.standing = 'active'),
    iss = case when m.standing = 'invited' then 'urn:hamwe:invited' else iss end,
    sub = case when m.standing = 'invited' then whose::text else sub end,
    left_at = case when m.standing = 'left' then coalesce(left_at, instant) end,
    updated_at = instant
  from jsonb_to_record(member) as m(name text, email text, authority text, networks text[],
    "nationalId" text, standing text)
  where id = whose;
  insert into auth.held_role as h (id, officer, role, offices, services, from_at, until_at, status,
    asked_by, asked_at, given_by, given_at, ended_by, ended_at)
  select r.id, whose, r.role, r.offices, r.services, r."fromAt", r."untilAt", r.status, r."askedBy",
    r."askedAt", r."givenBy", r."givenAt", r."endedBy", r."endedAt"
  from jsonb_to_recordset(member -> 'roles') as r(id uuid, role text, offices text[],
    services text[], "fromAt" timestamptz, "untilAt" timestamptz, status text, "askedBy" text,
    "askedAt" timestamptz, "givenBy" text, "givenAt" timestamptz, "endedBy" text,
    "endedAt" timestamptz)
  on conflict (id) do update set status = excluded.status, until_at = excluded.until_at,
    given_by = excluded.given_by, given_at = excluded.given_at, ended_by = excluded.ended_by,
    ended_at = excluded.ended_at
  where h.officer = whose;
  insert into auth.absence as a (id, officer, deputy, from_at, until_at, status, asked_by, asked_at,
    given_by, given_at, ended_by, ended_at)
  select r.id, whose, r.deputy, r."fromAt", r."untilAt", r.status, r."askedBy", r."askedAt",
    r."givenBy", r."givenAt", r."endedBy", r."endedAt"
  from jsonb_to_recordset(member -> 'absences') as r(id uuid, deputy uuid, "fromAt" timestamptz,
    "untilAt" timestamptz, status text, "askedBy" text, "askedAt" timestamptz, "givenBy" text,
    "givenAt" timestamptz, "endedBy" text, "endedAt" timestamptz)
  on conflict (id) do update set status = excluded.status, until_at = excluded.until_at,
    given_by = excluded.given_by, given_at = excluded.given_at, ended_by = excluded.ended_by,
    ended_at = excluded.ended_at
  where a.officer = whose;
end $$;

-- A new link for somebody who has not joined; the links of before open nothing any more.
create function auth.invite_staff(
  by_actor text, instant timestamptz, whose uuid, hash bytea, until timestamptz)
returns void
language plpgsql security definer set search_path = auth, pg_temp as
$$
begin
  if not auth.may_keep_staff(by_actor, whose, instant) then
    raise insufficient_privilege using message = 'may not invite this officer';
  end if;
  delete from auth.invitation where officer = whose and used_at is null;
  insert into auth.invitation (token_hash, officer, made_at, open_until)
  values (hash, whose, instant, until);
end $$;

-- Uses an invitation once, with the account that signs in from now on.
-- Null: the invitation is used, has expired, or was never made; or the account is somebody's.
create function auth.join_staff(hash bytea, account_iss text, account_sub text, instant timestamptz)
returns uuid
language plpgsql security definer set search_path = auth, pg_temp as
$$
declare
  whose uuid;
begin
  if exists (select from auth.officer where iss = account_iss and sub = account_sub) then
    return null;
  end if;
  update auth.invitation set used_at = instant
  where token_hash = hash and used_at is null and open_until > instant
  returning officer into whose;
  update auth.officer set iss = account_iss, sub = account_sub, active = true, updated_at = instant
  where id = whose and left_at is null;
  return whose;
end $$;

revoke all on function auth.may_keep_staff, auth.keep_staff, auth.invite_staff, auth.join_staff
  from public;
grant execute on function auth.keep_staff, auth.invite_staff, auth.join_staff to hamwe_app;
