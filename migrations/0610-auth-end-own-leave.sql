-- Officers end their own leave while it is on, where nobody is their deputy: they are back before the
-- day. Their own leave they neither plan nor prolong. Servers of before may run beside it.

create or replace function auth.end_absence(by_actor text, instant timestamptz, whose uuid, which uuid)
returns void
language plpgsql security definer set search_path = auth, pg_temp as
$$
begin
  if by_actor <> 'officer:' || whose or not exists (
    select from auth.absence join auth.officer on officer.id = absence.officer
    where absence.id = which and officer.id = whose and officer.active and status = 'held'
      and deputy is null and from_at <= instant and until_at > instant)
  then
    perform auth.check_may_end_absence(by_actor, instant, whose, which);
  end if;
  update auth.absence set status = 'ended', ended_by = by_actor, ended_at = instant
  where id = which and officer = whose and status <> 'ended';
end $$;
