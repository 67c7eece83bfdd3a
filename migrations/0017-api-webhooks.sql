-- Webhooks by Standard Webhooks: whom to tell, what was told, and how that went.
create table api.webhook (
  id            uuid        not null,
  client        text        not null,
  url           text        not null,
  events        text[]      not null,
  secret        bytea       not null,
  created_at    timestamptz not null,
  failing_since timestamptz,
  disabled_at   timestamptz,
  constraint webhook_pk primary key (id),
  constraint webhook_client foreign key (client) references api.client (id)
);
comment on table api.webhook is 'An address that a program wants to be told at; its secret is sealed with a key of the server';
create index webhook_of_client on api.webhook (client, id);
grant select, insert, delete on api.webhook to hamwe_app;
grant update (failing_since, disabled_at) on api.webhook to hamwe_app;

create table api.delivery (
  id          uuid        not null,
  webhook     uuid        not null,
  message     text        not null,
  type        text        not null,
  body        text        not null,
  state       text        not null,
  tries       integer     not null default 0,
  last_status integer,
  created_at  timestamptz not null,
  next_at     timestamptz,
  ended_at    timestamptz,
  constraint delivery_pk primary key (id),
  constraint delivery_webhook foreign key (webhook) references api.webhook (id) on delete cascade,
  constraint delivery_once unique (webhook, message),
  constraint delivery_state check (state in ('waiting', 'held', 'delivered', 'failed'))
);
comment on table api.delivery is 'One message for one address. held: the address was switched off when it came, it can be replayed';
create index delivery_of_webhook on api.delivery (webhook, id desc);
grant select, insert, update on api.delivery to hamwe_app;
