-- A note that could not be written says nothing of its text: PostgreSQL would put the failing row
-- into its log. The code of the fault stays, without message and detail. Servers of before may run
-- beside it: the function has the same name and arguments.
create or replace function notes.write(
  new_id uuid, own_side text, about text, by_author text, words text, written timestamptz)
returns void
language plpgsql security definer set search_path = notes, pg_temp as
$$ begin
  insert into notes.note (id, side, subject, author, text, at)
  values (new_id, own_side, about, by_author, words, written) on conflict (id) do nothing;
exception when others then
  raise exception 'the note was not written' using errcode = sqlstate;
end $$;
