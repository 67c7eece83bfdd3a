-- By the transaction that wrote an event the chain (security.chain) knows to which of its links it belongs. A
-- constant default, so no row is rewritten; the index is one entry for many pages. Servers of before may run beside it.
alter table events.event add column tx bigint not null default pg_current_xact_id()::text::bigint;
comment on column events.event.tx is 'The transaction that wrote it: by this the chain knows which link it belongs to';
create index event_tx on events.event using brin (tx) with (pages_per_range = 16, autosummarize = on);
