-- Lists that an officer has named for themselves: the filters of a list, as its address has them.
-- They are the officer's own and hold nothing of any file. Servers of before may run beside it.
create table cases.work_view (
  officer text        not null,
  name    text        not null check (length(name) between 1 and 60),
  list    text        not null check (length(list) <= 500),
  at      timestamptz not null,
  constraint work_view_pk primary key (officer, name)
);
comment on table cases.work_view is 'Lists of work that an officer has named for themselves';
grant select, insert, update (list, at), delete on cases.work_view to hamwe_app;
