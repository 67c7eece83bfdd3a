-- A chain over what is only ever added to: each link holds a digest of the rows that were committed since the link
-- before, and the hash of that link. Whoever kept one head can tell later whether anything before it was changed,
-- taken away or put in. Servers of before may run beside it: their rows get their place by the default.
alter table security.event add column tx bigint not null default pg_current_xact_id()::text::bigint;
comment on column security.event.tx is 'The transaction that wrote it: by this the chain knows which link it belongs to';
create index event_tx on security.event using brin (tx) with (pages_per_range = 16, autosummarize = on);

create table security.chain (
  of      text        not null,
  number  integer     not null,
  at      timestamptz not null,
  from_tx bigint      not null,
  to_tx   bigint      not null,
  rows    integer     not null,
  digest  bytea       not null,
  hash    bytea       not null,
  constraint chain_pk primary key (of, number),
  constraint chain_forward check (number > 0 and from_tx < to_tx and rows > 0)
);
comment on table security.chain is 'Links of the chains over security events and over the history, append-only; the newest are published';
comment on column security.chain.from_tx is 'The rows of the link are those of transactions from this one up to to_tx, which is not in it';
comment on column security.chain.hash is 'SHA-256 of the hash of the link before and of what stands in this row';
grant select, insert on security.chain to hamwe_app;

create table security.chain_clock (
  one   boolean primary key default true check (one),
  ahead bigint  not null check (ahead >= 0)
);
comment on table security.chain_clock is 'Added to the numbers of transactions, so that they go on after a restore into another cluster; written by the owner';
grant select on security.chain_clock to hamwe_app;
