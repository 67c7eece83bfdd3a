-- The first officer reads in which fields a second officer's reading differs, never what was read. Servers of before may run beside
-- it: they write nothing of it.
alter table counter.card_check
  add column differing text[] not null default '{}',
  add constraint card_check_differing check (differing <@ array['number', 'birth', 'name']);
comment on column counter.card_check.differing is 'The fields in which the second officer''s last reading differs from what the first entered';
grant update (differing) on counter.card_check to hamwe_app;
