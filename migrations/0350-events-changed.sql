-- What an act rests on, such as a draft, may have changed since it was read. A transaction that is
-- written in one go cannot look at its own answers, so this refuses it. Servers of before may run
-- beside it.
create function events.unless_changed(boolean) returns boolean
  language plpgsql as $$
begin
  if $1 is not true then
    raise exception 'changed since it was read' using errcode = 'HW409';
  end if;
  return true;
end $$;
comment on function events.unless_changed(boolean) is
  'True, or the end of the transaction with HW409: what it rests on has changed since it was read.';
grant execute on function events.unless_changed(boolean) to hamwe_app;
