-- Uploads are looked at for viruses where a scanner is set up. One that came while the scanner was
-- away is held: nobody is given its content until it was looked at. Of an infected one only the name
-- of the virus stays. Servers of before may run beside it: they hold nothing back.
alter table cases.file
  add column held_since timestamptz,
  add column infected text,
  add constraint file_held_or_infected check (held_since is null or infected is null);
comment on column cases.file.held_since is
  'It has not been looked at for viruses yet: its content is given to nobody';
comment on column cases.file.infected is 'The virus that was in it; the content is gone';
create index file_held on cases.file (held_since) where held_since is not null;
grant update (held_since) on cases.file to hamwe_app;

-- The app may not change what a paper holds; it can only empty one, and says why.
create function cases.empty_infected(file_id uuid, virus text)
returns void
language sql security definer set search_path = cases, pg_temp as
$$ update cases.file set content = '', infected = virus, held_since = null
   where id = file_id and held_since is not null $$;
revoke all on function cases.empty_infected from public;
grant execute on function cases.empty_infected to hamwe_app;
