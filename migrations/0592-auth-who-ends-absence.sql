-- Who may end leave may give it another last day: the rule stands once for both, as it was. Servers of
-- before may run beside it.

-- Refuses whoever may neither end nor change this absence.
create function auth.check_may_end_absence(by_actor text, instant timestamptz, whose uuid, which uuid)
returns void
language plpgsql set search_path = auth, pg_temp as
$$
begin
  if auth.may_keep_staff(by_actor, whose, instant) then return; end if;
  if not auth.supervises(by_actor, whose, instant) then
    raise insufficient_privilege using message = 'may not end or change the leave of this officer';
  end if;
  if exists (
    select from auth.absence where id = which and officer = whose
      and case status when 'asked' then asked_by <> by_actor else deputy is not null end)
  then
    raise insufficient_privilege
      using message = 'an administrator ends or changes leave with a deputy';
  end if;
end $$;

revoke all on function auth.check_may_end_absence from public;

create or replace function auth.end_absence(by_actor text, instant timestamptz, whose uuid, which uuid)
returns void
language plpgsql security definer set search_path = auth, pg_temp as
$$
begin
  perform auth.check_may_end_absence(by_actor, instant, whose, which);
  update auth.absence set status = 'ended', ended_by = by_actor, ended_at = instant
  where id = which and officer = whose and status <> 'ended';
end $$;

create or replace function auth.change_absence(by_actor text, instant timestamptz, whose uuid,
  which uuid, until timestamptz)
returns void
language plpgsql security definer set search_path = auth, pg_temp as
$$
begin
  perform auth.check_may_end_absence(by_actor, instant, whose, which);
  update auth.absence set until_at = until
  where id = which and officer = whose and status <> 'ended' and from_at < until;
end $$;
