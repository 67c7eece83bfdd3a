-- The register in which two governments keep their partnership. Events are the history of each
-- instrument; this table is what pages read. Servers of before may run beside it: they do not know it.
create schema partnership;
grant usage on schema partnership to hamwe_app;

create table partnership.instrument (
  id         text        primary key,
  kind       text        not null,
  parent     text,
  signed_on  date,
  state      jsonb       not null,
  version    int         not null,
  changed_at timestamptz not null
);
comment on table partnership.instrument is 'Each instrument as its events tell it';
comment on column partnership.instrument.state is
  'The folded state; its days are computed when it is read, for they depend on the day';
grant select, insert, update on partnership.instrument to hamwe_app;
