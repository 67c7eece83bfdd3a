-- A supervisor ends or cancels the leave of colleagues of the same authority, as they may plan it:
-- leave without a deputy, and what they asked for themselves and waits for an administrator still.
-- A deputy's roles are ended by an administrator, who gave them. Servers of before may run beside it.

-- Ends one absence.
create function auth.end_absence(by_actor text, instant timestamptz, whose uuid, which uuid)
returns void
language plpgsql security definer set search_path = auth, pg_temp as
$$
begin
  if not auth.may_keep_staff(by_actor, whose, instant) then
    if not auth.supervises(by_actor, whose, instant) then
      raise insufficient_privilege using message = 'may not end the leave of this officer';
    end if;
    if exists (
      select from auth.absence where id = which and officer = whose
        and case status when 'asked' then asked_by <> by_actor else deputy is not null end)
    then
      raise insufficient_privilege using message = 'an administrator ends leave with a deputy';
    end if;
  end if;
  update auth.absence set status = 'ended', ended_by = by_actor, ended_at = instant
  where id = which and officer = whose and status <> 'ended';
end $$;

revoke all on function auth.end_absence from public;
grant execute on function auth.end_absence to hamwe_app;
