-- Leave gets another last day in one step, by whoever may end it: a supervisor where nobody is the
-- deputy, or the deputy waits and they asked for it. Servers of before may run beside it.

-- Gives one absence another end.
create function auth.change_absence(by_actor text, instant timestamptz, whose uuid, which uuid,
  until timestamptz)
returns void
language plpgsql security definer set search_path = auth, pg_temp as
$$
begin
  if not auth.may_keep_staff(by_actor, whose, instant) then
    if not auth.supervises(by_actor, whose, instant) then
      raise insufficient_privilege using message = 'may not change the leave of this officer';
    end if;
    if exists (
      select from auth.absence where id = which and officer = whose
        and case status when 'asked' then asked_by <> by_actor else deputy is not null end)
    then
      raise insufficient_privilege using message = 'an administrator changes leave with a deputy';
    end if;
  end if;
  update auth.absence set until_at = until
  where id = which and officer = whose and status <> 'ended' and from_at < until;
end $$;

revoke all on function auth.change_absence from public;
grant execute on function auth.change_absence to hamwe_app;
