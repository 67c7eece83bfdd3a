-- A badge is valid for some days, is withdrawn at once, and gets another number where it was lost: the number
-- before says "not valid" for ever. Old servers may run beside it: they go by the suspension alone.
alter table counter.agent
  add column from_at      timestamptz,
  add column until_at     timestamptz,
  add column withdrawn_at timestamptz,
  add constraint agent_span check (until_at > from_at);
comment on column counter.agent.from_at is 'First instant at which the badge is valid; null: since it was issued';
comment on column counter.agent.until_at is 'Until when the badge is valid; null: without end';
comment on column counter.agent.withdrawn_at is 'Since when its holder is no longer an agent; a new badge ends it';
grant update (badge, issued_at, from_at, until_at, withdrawn_at) on counter.agent to hamwe_app;

create table counter.badge_before (
  badge    text        primary key,
  officer  uuid        not null references counter.agent (officer),
  ended_at timestamptz not null
);
comment on table counter.badge_before is 'Numbers of badges that were lost or withdrawn, so that whoever checks one is told';
create index badge_before_of on counter.badge_before (officer);
grant select, insert on counter.badge_before to hamwe_app;
