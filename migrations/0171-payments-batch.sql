-- Several bills paid as one at a provider (a batch invoice). Servers of before may run beside it.
create table payments.batch (
  id           uuid        primary key,
  provider     text        not null,
  provider_ref text        not null,
  attempts     uuid[]      not null,
  made_at      timestamptz not null,
  constraint batch_ref unique (provider, provider_ref)
);
comment on table payments.batch is 'One payment of several bills: its callback is about all of these attempts';
grant select, insert on payments.batch to hamwe_app;
