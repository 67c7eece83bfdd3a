-- Anybody may post to a provider's callback. What is not genuine was kept word for word for ever, 16 kB
-- each; now its hash and how often it came, for ninety days. Servers of before may run beside it.
create table payments.refused_callback (
  provider  text        not null,
  day       date        not null,
  body_hash bytea       not null,
  verdict   text        not null,
  times     bigint      not null,
  last_at   timestamptz not null,
  constraint refused_callback_pk primary key (provider, day, body_hash, verdict)
);
comment on table payments.refused_callback is 'Callbacks that were not genuine: how often which came on a day; the hash of zeros stands for all beyond a hundred';
grant select, insert, update, delete on payments.refused_callback to hamwe_app;
