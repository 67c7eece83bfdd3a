-- A supervisor plans the leave of colleagues of the same authority, and nothing else of them: a deputy
-- waits for an administrator, who alone gives roles. auth.keep_staff refuses supervisors as before.
-- Servers of before may run beside it.

-- Whether this actor is a supervisor of the officer's authority, and not that officer.
create function auth.supervises(by_actor text, whose uuid, instant timestamptz) returns boolean
language sql stable set search_path = auth, pg_temp as
$$
  select by_actor like 'officer:%' and by_actor <> 'officer:' || whose and exists (
    select from auth.officer boss, auth.officer colleague, auth.roles_at(boss.id, instant) held
    where 'officer:' || boss.id = by_actor and boss.active and held.role = 'supervisor'
      and colleague.id = whose and colleague.active and colleague.authority = boss.authority)
$$;

revoke all on function auth.supervises from public;

-- Writes one absence that is planned. The row is one of src/platform/auth/staff.ts.
create function auth.plan_absence(by_actor text, instant timestamptz, whose uuid, planned jsonb)
returns void
language plpgsql security definer set search_path = auth, pg_temp as
$$
declare
  a auth.absence := jsonb_populate_record(null::auth.absence, planned);
begin
  if not auth.may_keep_staff(by_actor, whose, instant) then
    if not auth.supervises(by_actor, whose, instant) then
      raise insufficient_privilege using message = 'may not plan the leave of this officer';
    end if;
    if a.deputy is not null and a.status <> 'asked' then
      raise insufficient_privilege using message = 'an administrator confirms a deputy';
    end if;
  end if;
  insert into auth.absence (id, officer, deputy, from_at, until_at, status, asked_by, asked_at,
    given_by, given_at)
  values (a.id, whose, a.deputy, a.from_at, a.until_at, a.status, by_actor, instant,
    case when a.status = 'held' then by_actor end, case when a.status = 'held' then instant end);
end $$;

revoke all on function auth.plan_absence from public;
grant execute on function auth.plan_absence to hamwe_app;
