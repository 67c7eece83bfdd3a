-- A supervisor plans the leave of colleagues of the same authority, and nothing else of them: a deputy
-- waits for an administrator, who alone gives roles. auth.keep_staff refuses supervisors as before.
-- Servers of before may run beside it.

-- Writes one absence that is planned. The row is one of src/platform/auth/staff.ts.
create function auth.plan_absence(by_actor text, instant timestamptz, whose uuid, planned jsonb)
returns void
language plpgsql security definer set search_path = auth, pg_temp as
$$
declare
  a auth.absence := jsonb_populate_record(null::auth.absence, planned);
begin
  if not auth.may_keep_staff(by_actor, whose, instant) then
    if by_actor not like 'officer:%' or by_actor = 'officer:' || whose or not exists (
      select from auth.officer boss, auth.officer colleague, auth.roles_at(boss.id, instant) held
      where boss.id = substr(by_actor, 9)::uuid and boss.active and held.role = 'supervisor'
        and colleague.id = whose and colleague.active and colleague.authority = boss.authority)
    then
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
