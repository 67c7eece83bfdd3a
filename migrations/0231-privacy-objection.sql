-- A person may also object to how their data is used. Servers of before may run beside it: they show
-- such a request without its name, and answer it as any other.
alter table privacy.request drop constraint request_kind;
alter table privacy.request add constraint request_kind
  check (kind in ('rectification', 'erasure', 'objection'));
