-- Whoever exports a whole file says what for. Servers of before may run beside it: they record none.
alter table cases.access
  drop constraint access_purpose,
  add constraint access_purpose check (purpose in
    ('contact', 'compare', 'correct', 'supervise', 'court', 'archive', 'authority', 'copy'));
comment on column cases.access.purpose is
  'Why an officer looked who had no work on it at the time, or what a file was exported for; null: it was their work';
