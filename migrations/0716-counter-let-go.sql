-- An application of which the named taker says that they did not take it waits until a floor manager lets it go on, for a
-- reason. Servers of before may run beside it: they send it with the person's own yes.
alter table counter.synced
  add column let_go_at timestamptz,
  add column let_go_by uuid,
  add column let_go_reason text;
comment on column counter.synced.let_go_at is 'When a floor manager let it go on although taken_by says that they did not take it';
comment on column counter.synced.let_go_by is 'The floor manager who let it go on';
comment on column counter.synced.let_go_reason is 'Why it was let go on';
grant update (let_go_at, let_go_by, let_go_reason) on counter.synced to hamwe_app;
