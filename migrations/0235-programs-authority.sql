-- A program can be an authority's own system: it takes tasks of stages that it was let into, with
-- its own key. Servers of before may run beside it: they know no such program and give it nothing.
alter table programs.client
  add column authority text,
  add column stages text[] not null default '{}',
  add constraint client_authority check (
    (authority is null) = (stages = '{}') and (authority is null or jwks is not null));
comment on column programs.client.authority is
  'The authority whose own system it is; null: it works on no task';
comment on column programs.client.stages is
  'The stages whose tasks it may take, each as <service>/<stage>';
create index client_of_authority on programs.client (authority) where authority is not null;
grant update (authority, stages) on programs.client to hamwe_app;
