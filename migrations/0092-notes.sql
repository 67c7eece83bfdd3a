-- Private notes of one side about the partnership, in a schema of their own. Nobody may read the
-- table, not even the login that serves: three functions are the only way, and each gives the notes
-- of one side about one subject. Servers of before may run beside it: they do not know it.
create schema notes;
grant usage on schema notes to hamwe_app;

create table notes.note (
  id      uuid        primary key,
  side    text        not null,
  subject text        not null,
  author  text        not null,
  text    text        not null,
  at      timestamptz not null
);
comment on table notes.note is
  'What officers of one side write for themselves; it is in no export, bundle, event or log';
create index note_subject on notes.note (side, subject);

create function notes.about(asked_side text, asked_subject text)
returns table (id uuid, author text, text text, at timestamptz)
language sql stable security definer set search_path = notes, pg_temp as
$$ select id, author, text, at from notes.note
   where side = asked_side and subject = asked_subject order by at desc, id limit 200 $$;

create function notes.write(
  new_id uuid, own_side text, about text, by_author text, words text, written timestamptz)
returns void
language sql security definer set search_path = notes, pg_temp as
$$ insert into notes.note (id, side, subject, author, text, at)
   values (new_id, own_side, about, by_author, words, written) on conflict (id) do nothing $$;

create function notes.erase(old_id uuid, own_side text, by_author text)
returns int
language sql security definer set search_path = notes, pg_temp as
$$ with erased as (delete from notes.note
     where id = old_id and side = own_side and author = by_author returning 1)
   select count(*)::int from erased $$;

revoke all on function notes.about, notes.write, notes.erase from public;
grant execute on function notes.about, notes.write, notes.erase to hamwe_app;
