-- A second officer who is called to read a card says that they are coming, and a call that nobody answers ends.
-- Servers of before may run beside it: they neither show nor write who is coming.
alter table counter.card_check
  add column coming    uuid,
  add column coming_at timestamptz,
  add constraint card_check_coming check ((coming is null) = (coming_at is null)),
  add constraint card_check_coming_other check (coming <> operator);
comment on column counter.card_check.coming is 'The second officer who said that they are coming';
grant update (coming, coming_at) on counter.card_check to hamwe_app;
