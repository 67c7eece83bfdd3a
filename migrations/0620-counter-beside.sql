-- An account that a counter makes although one of the same name and birth date is there, or with the telephone of
-- another account, carries the operator's reason, and another officer reviews it. Servers of before may run beside it:
-- they ask for no reason and write none.
create table counter.beside (
  id          uuid        primary key,
  what        text        not null,
  person      uuid        not null,
  other       uuid        not null,
  operator    uuid        not null,
  centre      text,
  reason      text        not null,
  at          timestamptz not null,
  reviewer    uuid,
  reviewed_at timestamptz,
  finding     text,
  constraint beside_what check (what in ('name', 'phone')),
  constraint beside_once unique (person, other, what),
  constraint beside_finding check (finding in ('in-order', 'not-in-order')),
  constraint beside_done check (num_nonnulls(reviewer, reviewed_at, finding) in (0, 3)),
  constraint beside_reviewer check (reviewer <> operator)
);
comment on table counter.beside is 'Why an account was made, or got a telephone number, beside another of the same name and birth date, or of the same number; another officer reviews each';
comment on column counter.beside.other is 'The account that was there before';
comment on column counter.beside.centre is 'Null for an agent';
create index beside_open on counter.beside (at) where reviewed_at is null;
grant select, insert on counter.beside to hamwe_app;
grant update (reason, reviewer, reviewed_at, finding) on counter.beside to hamwe_app;
