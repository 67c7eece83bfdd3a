-- The applications of a call in their order: which belong to it, and by which numbers each stands where.
create table cases.rank (
  case_id   uuid  primary key references cases.application (id),
  service   text  not null,
  call      date  not null,
  task      text,
  numbers   jsonb,
  ranked_at timestamptz,
  constraint rank_whole check (num_nulls(task, numbers, ranked_at) in (0, 3))
);
comment on table cases.rank is 'An application among those of its call (named by its first day). Numbers stand here, not in events, so that they can be erased; null until it has come to the ranking.';
create index rank_of_call on cases.rank (service, call);
grant select, insert on cases.rank to hamwe_app;
grant update (task, numbers, ranked_at) on cases.rank to hamwe_app;
